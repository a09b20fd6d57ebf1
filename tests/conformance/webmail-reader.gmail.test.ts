import { webmailReaderConformance } from "./webmail-reader.ts";

webmailReaderConformance("gmail");
