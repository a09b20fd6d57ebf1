-- One message of a mailbox is looked up by its primary key. Where there are no statistics (a new server, and PGlite
-- always), an index that begins with the same columns was taken for as good, and every lookup read the whole mailbox.
DROP INDEX "mail_item_workspaceId_mailboxId_state_at_idx";
CREATE INDEX "mail_item_state_workspaceId_mailboxId_at_idx" ON "mail_item"("state", "workspaceId", "mailboxId", "at" DESC);
