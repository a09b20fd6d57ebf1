-- Most of a mailbox is nobody's known: its rows in the ledger have no name, thread or record, and need no entry in what
-- finds a row by those. Nor do rows that are still to be fetched.
DROP INDEX "mail_item_workspaceId_itemKey_idx";
DROP INDEX "mail_item_workspaceId_threadId_idx";
DROP INDEX "mail_item_workspaceId_sharedId_idx";
DROP INDEX "mail_item_workspaceId_privateId_idx";
CREATE INDEX "mail_item_workspaceId_itemKey_idx" ON "mail_item"("workspaceId", "itemKey") WHERE "itemKey" IS NOT NULL;
CREATE INDEX "mail_item_workspaceId_threadId_idx" ON "mail_item"("workspaceId", "threadId") WHERE "threadId" IS NOT NULL;
CREATE INDEX "mail_item_workspaceId_sharedId_idx" ON "mail_item"("workspaceId", "sharedId") WHERE "sharedId" IS NOT NULL;
CREATE INDEX "mail_item_workspaceId_privateId_idx" ON "mail_item"("workspaceId", "privateId") WHERE "privateId" IS NOT NULL;

-- A rough idea in the middle of an import is enough, and a tenth of the rows gives it; the database's own housekeeping
-- looks closer later.
ALTER FUNCTION "analyze_grown"() SET default_statistics_target = 10;
