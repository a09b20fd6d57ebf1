import { webmailReaderConformance } from "./webmail-reader.ts";

webmailReaderConformance("outlook");
