import { defineConfig } from "prisma/config";

// Only `prisma generate` reads this; the connection is the server's business (server/store/database.ts).
export default defineConfig({ schema: "schema", migrations: { path: "migrations" } });
