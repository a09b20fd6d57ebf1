import { openMemoryStore } from "./memory-tx.ts";
import { txConformance } from "./tx.ts";

txConformance("memory", async () => openMemoryStore());
