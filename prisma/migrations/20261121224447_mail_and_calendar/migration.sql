-- DropIndex
DROP INDEX "activity_workspaceId_messageKey_idx";

-- DropIndex
DROP INDEX "activity_workspaceId_threadKey_idx";

-- AlterTable
ALTER TABLE "activity" ADD COLUMN     "messageKeys" TEXT[],
ADD COLUMN     "outcome" TEXT,
ADD COLUMN     "ownerIds" UUID[],
ADD COLUMN     "privateTo" UUID,
ADD COLUMN     "sharing" TEXT,
ADD COLUMN     "threadKeys" TEXT[];

-- What was logged so far, everybody sees. Forced row-level security would hide every row from the tables' owner.
ALTER TABLE "activity" NO FORCE ROW LEVEL SECURITY;
UPDATE "activity" SET "sharing" = 'everything', "ownerIds" = '{}',
  "messageKeys" = array_remove(ARRAY["messageKey"], NULL), "threadKeys" = array_remove(ARRAY["threadKey"], NULL);
ALTER TABLE "activity" FORCE ROW LEVEL SECURITY;
ALTER TABLE "activity" ALTER COLUMN "sharing" SET NOT NULL, DROP COLUMN "messageKey", DROP COLUMN "threadKey";

-- AlterTable
ALTER TABLE "task" ADD COLUMN     "doneBy" TEXT;

-- AlterTable
ALTER TABLE "list_item" ADD COLUMN     "privateTo" UUID;

-- AlterTable
ALTER TABLE "tombstone" ADD COLUMN     "readers" UUID[];

-- What was removed so far, everybody could read. From now on every tombstone has to say.
ALTER TABLE "tombstone" NO FORCE ROW LEVEL SECURITY;
UPDATE "tombstone" SET "readers" = '{}';
ALTER TABLE "tombstone" FORCE ROW LEVEL SECURITY;
ALTER TABLE "tombstone" ALTER COLUMN "readers" SET NOT NULL;

-- CreateTable
CREATE TABLE "mailbox" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "vendor" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "aliases" TEXT[],
    "name" TEXT NOT NULL,
    "features" TEXT[],
    "placeIds" JSON,
    "since" TIMESTAMPTZ(3),
    "sharing" TEXT NOT NULL,
    "tokens" TEXT,
    "endsAt" TIMESTAMPTZ(3),
    "pausedAt" TIMESTAMPTZ(3),
    "reconnect" TEXT,
    "retryAt" TIMESTAMPTZ(3),
    "nextAt" TIMESTAMPTZ(3),
    "leaseBy" UUID,
    "leaseUntil" TIMESTAMPTZ(3),
    "quotaAt" TIMESTAMPTZ(3),
    "quotaUsed" INTEGER NOT NULL DEFAULT 0,
    "lastSuccessAt" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "lastErrorAt" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "reconciledAt" TIMESTAMPTZ(3),
    "pushIds" TEXT[],
    "pushSecretHash" TEXT,
    "pushEndsAt" TIMESTAMPTZ(3),
    "pushDueAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mailbox_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "mail_stream" (
    "workspaceId" UUID NOT NULL,
    "mailboxId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "cursor" TEXT,
    "roundCursor" TEXT,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "isListing" BOOLEAN NOT NULL DEFAULT true,
    "windowFrom" TIMESTAMPTZ(3),
    "windowTo" TIMESTAMPTZ(3),
    "lastSuccessAt" TIMESTAMPTZ(3),

    CONSTRAINT "mail_stream_pkey" PRIMARY KEY ("workspaceId","mailboxId","kind","key")
);

-- CreateTable
CREATE TABLE "mail_item" (
    "workspaceId" UUID NOT NULL,
    "mailboxId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "streamKey" TEXT NOT NULL,
    "threadExternalId" TEXT,
    "seriesExternalId" TEXT,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "error" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "retryAt" TIMESTAMPTZ(3),
    "generation" INTEGER NOT NULL,
    "isLeaving" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3),
    "subject" TEXT,
    "addresses" TEXT[],
    "level" TEXT,
    "itemKey" TEXT,
    "threadId" UUID,
    "sharedId" UUID,
    "privateId" UUID,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,
    "doneAt" TIMESTAMPTZ(3),

    CONSTRAINT "mail_item_pkey" PRIMARY KEY ("workspaceId","mailboxId","kind","externalId")
);

-- CreateTable
CREATE TABLE "mail_thread" (
    "workspaceId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "threadId" UUID NOT NULL,

    CONSTRAINT "mail_thread_pkey" PRIMARY KEY ("workspaceId","key")
);

-- CreateTable
CREATE TABLE "connect_attempt" (
    "id" TEXT NOT NULL,
    "vendor" TEXT NOT NULL,
    "workspaceId" UUID,
    "memberId" UUID,
    "features" TEXT[],
    "secret" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "connect_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_send" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "mailboxId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "messageId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "error" TEXT,
    "externalId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "mail_send_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "opening" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "activityId" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" UUID,
    "updatedBy" UUID,

    CONSTRAINT "opening_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "meeting" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "title" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "isAllDay" BOOLEAN NOT NULL,
    "location" TEXT,
    "joinUrl" TEXT,
    "text" TEXT NOT NULL,
    "participants" JSON NOT NULL,
    "contactIds" UUID[],
    "ownerIds" UUID[],
    "eventKeys" TEXT[],
    "link" TEXT,
    "sharing" TEXT NOT NULL,
    "privateTo" UUID,
    "outcome" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" UUID,
    "updatedBy" UUID,

    CONSTRAINT "meeting_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "shareRule" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "contactId" UUID,
    "threadKey" TEXT,
    "level" TEXT NOT NULL,
    "privateTo" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" UUID,
    "updatedBy" UUID,

    CONSTRAINT "shareRule_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "block" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "pattern" TEXT NOT NULL,
    "privateTo" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" UUID,
    "updatedBy" UUID,

    CONSTRAINT "block_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "accessRequest" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "activityId" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" UUID,
    "updatedBy" UUID,

    CONSTRAINT "accessRequest_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateIndex
CREATE INDEX "mailbox_workspaceId_memberId_idx" ON "mailbox"("workspaceId", "memberId");

-- CreateIndex
CREATE INDEX "mailbox_nextAt_idx" ON "mailbox"("nextAt");

-- CreateIndex
CREATE INDEX "mailbox_pushIds_idx" ON "mailbox" USING GIN ("pushIds");

-- CreateIndex
CREATE UNIQUE INDEX "mailbox_workspaceId_vendor_subject_key" ON "mailbox"("workspaceId", "vendor", "subject");

-- CreateIndex
CREATE INDEX "mail_item_workspaceId_mailboxId_state_at_idx" ON "mail_item"("workspaceId", "mailboxId", "state", "at" DESC);

-- CreateIndex
CREATE INDEX "mail_item_workspaceId_itemKey_idx" ON "mail_item"("workspaceId", "itemKey");

-- CreateIndex
CREATE INDEX "mail_item_workspaceId_threadId_idx" ON "mail_item"("workspaceId", "threadId");

-- CreateIndex
CREATE INDEX "mail_item_workspaceId_sharedId_idx" ON "mail_item"("workspaceId", "sharedId");

-- CreateIndex
CREATE INDEX "mail_item_workspaceId_privateId_idx" ON "mail_item"("workspaceId", "privateId");

-- CreateIndex
CREATE INDEX "mail_thread_workspaceId_threadId_idx" ON "mail_thread"("workspaceId", "threadId");

-- CreateIndex
CREATE INDEX "mail_send_workspaceId_mailboxId_state_idx" ON "mail_send"("workspaceId", "mailboxId", "state");

-- CreateIndex
CREATE INDEX "meeting_workspaceId_version_idx" ON "meeting"("workspaceId", "version");

-- CreateIndex
CREATE INDEX "meeting_workspaceId_startsAt_idx" ON "meeting"("workspaceId", "startsAt");

-- CreateIndex
CREATE INDEX "shareRule_workspaceId_version_idx" ON "shareRule"("workspaceId", "version");

-- CreateIndex
CREATE INDEX "shareRule_workspaceId_contactId_idx" ON "shareRule"("workspaceId", "contactId");

-- CreateIndex
CREATE INDEX "shareRule_workspaceId_threadKey_idx" ON "shareRule"("workspaceId", "threadKey");

-- CreateIndex
CREATE INDEX "block_workspaceId_version_idx" ON "block"("workspaceId", "version");

-- CreateIndex
CREATE INDEX "block_workspaceId_pattern_idx" ON "block"("workspaceId", "pattern");

-- CreateIndex
CREATE INDEX "accessRequest_workspaceId_version_idx" ON "accessRequest"("workspaceId", "version");

-- CreateIndex
CREATE INDEX "accessRequest_workspaceId_activityId_idx" ON "accessRequest"("workspaceId", "activityId");

-- CreateIndex
CREATE INDEX "accessRequest_workspaceId_ownerId_idx" ON "accessRequest"("workspaceId", "ownerId");

-- CreateIndex
CREATE INDEX "opening_workspaceId_version_idx" ON "opening"("workspaceId", "version");

-- CreateIndex
CREATE INDEX "opening_workspaceId_activityId_idx" ON "opening"("workspaceId", "activityId");

-- CreateIndex
CREATE INDEX "task_workspaceId_threadKey_idx" ON "task"("workspaceId", "threadKey");

-- Row-level security, as for every table of a workspace.

-- Names of messages in anybody's mailbox: the server's alone.
ALTER TABLE "mail_thread" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "mail_thread" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "mail_thread" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid
  AND current_setting('app.member', true) = '*');

-- Between the two who are named in it.
ALTER TABLE "accessRequest" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "accessRequest" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "accessRequest" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid
  AND current_setting('app.member', true) IN ('*', "createdBy"::text, "ownerId"::text));

ALTER TABLE "opening" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "opening" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "opening" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid
  AND current_setting('app.member', true) IN ('*', "createdBy"::text, "ownerId"::text));

-- Records that are one member's alone: app.member says who acts; '*' is the server itself, and what it does for nobody in
-- particular. A private record can be neither read nor written on anybody else's behalf.

ALTER TABLE "meeting" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "meeting" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "meeting" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid
  AND ("privateTo" IS NULL OR current_setting('app.member', true) IN ('*', "privateTo"::text)));

ALTER TABLE "shareRule" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "shareRule" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "shareRule" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid
  AND ("privateTo" IS NULL OR current_setting('app.member', true) IN ('*', "privateTo"::text)));

ALTER TABLE "block" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "block" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "block" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid
  AND ("privateTo" IS NULL OR current_setting('app.member', true) IN ('*', "privateTo"::text)));

DROP POLICY "tenant" ON "activity";
CREATE POLICY "tenant" ON "activity" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid
  AND ("privateTo" IS NULL OR current_setting('app.member', true) IN ('*', "privateTo"::text)));

-- What is kept of a record beside it must not say more than the record: its index, and the word that it is gone.
DROP POLICY "tenant" ON "list_item";
CREATE POLICY "tenant" ON "list_item" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid
  AND ("privateTo" IS NULL OR current_setting('app.member', true) IN ('*', "privateTo"::text)));

DROP POLICY "tenant" ON "tombstone";
CREATE POLICY "tenant" ON "tombstone" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid
  AND ("readers" = '{}' OR current_setting('app.member', true) = '*' OR current_setting('app.member', true) = ANY ("readers"::text[])));

-- A mailbox and all it holds is its member's. The server also has to find those whose turn it is, in any workspace.
ALTER TABLE "mailbox" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "mailbox" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own" ON "mailbox" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid
  AND current_setting('app.member', true) IN ('*', "memberId"::text));
CREATE POLICY "turn" ON "mailbox" FOR SELECT
  USING (nullif(current_setting('app.workspace', true), '') IS NULL AND current_setting('app.member', true) = '*');

ALTER TABLE "mail_stream" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "mail_stream" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own" ON "mail_stream" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid
  AND (current_setting('app.member', true) = '*' OR EXISTS (SELECT FROM "mailbox" AS box
    WHERE box."workspaceId" = "mail_stream"."workspaceId" AND box."id" = "mail_stream"."mailboxId")));

ALTER TABLE "mail_item" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "mail_item" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own" ON "mail_item" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid
  AND (current_setting('app.member', true) = '*' OR EXISTS (SELECT FROM "mailbox" AS box
    WHERE box."workspaceId" = "mail_item"."workspaceId" AND box."id" = "mail_item"."mailboxId")));

ALTER TABLE "mail_send" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "mail_send" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own" ON "mail_send" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid
  AND current_setting('app.member', true) IN ('*', "memberId"::text));

-- list_item, set by set: an import writes thousands of records in a statement, and a trigger for each row was most of it.
DROP TRIGGER "index_emails" ON "member";
DROP TRIGGER "index_emails" ON "contact";
DROP TRIGGER "index_contactIds" ON "activity";
DROP FUNCTION "index_list_items";

CREATE FUNCTION "index_list_items"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  indexed_field text;
  private_to text := CASE WHEN tg_table_name IN ('activity', 'meeting') THEN 'now."privateTo"' ELSE 'NULL::uuid' END;
BEGIN
  FOREACH indexed_field IN ARRAY tg_argv LOOP
    IF tg_op <> 'INSERT' THEN
      EXECUTE format(
        'DELETE FROM "list_item" AS item USING rows_before AS was %s
         WHERE item."workspaceId" = was."workspaceId" AND item."recordId" = was."id" AND item."entity" = %L
           AND item."field" = %L %s',
        CASE tg_op WHEN 'UPDATE' THEN 'JOIN rows_after AS now ON now."workspaceId" = was."workspaceId" AND now."id" = was."id"' ELSE '' END,
        tg_table_name, indexed_field,
        CASE tg_op WHEN 'UPDATE' THEN format('AND now.%1$I IS DISTINCT FROM was.%1$I AND item."value" <> ALL (now.%1$I::text[])', indexed_field) ELSE '' END
      );
    END IF;
    IF tg_op = 'INSERT' THEN
      EXECUTE format(
        'INSERT INTO "list_item" ("workspaceId", "entity", "field", "value", "recordId", "privateTo")
         SELECT DISTINCT now."workspaceId", %L, %L, item, now."id", %s FROM rows_after AS now, unnest(now.%I::text[]) AS item
         ON CONFLICT DO NOTHING', tg_table_name, indexed_field, private_to, indexed_field);
    ELSIF tg_op = 'UPDATE' THEN
      EXECUTE format(
        'INSERT INTO "list_item" ("workspaceId", "entity", "field", "value", "recordId", "privateTo")
         SELECT DISTINCT now."workspaceId", %1$L, %2$L, item, now."id", %3$s FROM rows_after AS now
           JOIN rows_before AS was ON was."workspaceId" = now."workspaceId" AND was."id" = now."id",
           unnest(now.%2$I::text[]) AS item
         WHERE now.%2$I IS DISTINCT FROM was.%2$I
         ON CONFLICT DO NOTHING', tg_table_name, indexed_field, private_to);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER "index_inserted" AFTER INSERT ON "member" REFERENCING NEW TABLE AS rows_after
  FOR EACH STATEMENT EXECUTE FUNCTION "index_list_items"('emails');
CREATE TRIGGER "index_updated" AFTER UPDATE ON "member" REFERENCING OLD TABLE AS rows_before NEW TABLE AS rows_after
  FOR EACH STATEMENT EXECUTE FUNCTION "index_list_items"('emails');
CREATE TRIGGER "index_deleted" AFTER DELETE ON "member" REFERENCING OLD TABLE AS rows_before
  FOR EACH STATEMENT EXECUTE FUNCTION "index_list_items"('emails');

CREATE TRIGGER "index_inserted" AFTER INSERT ON "contact" REFERENCING NEW TABLE AS rows_after
  FOR EACH STATEMENT EXECUTE FUNCTION "index_list_items"('emails');
CREATE TRIGGER "index_updated" AFTER UPDATE ON "contact" REFERENCING OLD TABLE AS rows_before NEW TABLE AS rows_after
  FOR EACH STATEMENT EXECUTE FUNCTION "index_list_items"('emails');
CREATE TRIGGER "index_deleted" AFTER DELETE ON "contact" REFERENCING OLD TABLE AS rows_before
  FOR EACH STATEMENT EXECUTE FUNCTION "index_list_items"('emails');

CREATE TRIGGER "index_inserted" AFTER INSERT ON "activity" REFERENCING NEW TABLE AS rows_after
  FOR EACH STATEMENT EXECUTE FUNCTION "index_list_items"('contactIds', 'messageKeys', 'threadKeys');
CREATE TRIGGER "index_updated" AFTER UPDATE ON "activity" REFERENCING OLD TABLE AS rows_before NEW TABLE AS rows_after
  FOR EACH STATEMENT EXECUTE FUNCTION "index_list_items"('contactIds', 'messageKeys', 'threadKeys');
CREATE TRIGGER "index_deleted" AFTER DELETE ON "activity" REFERENCING OLD TABLE AS rows_before
  FOR EACH STATEMENT EXECUTE FUNCTION "index_list_items"('contactIds', 'messageKeys', 'threadKeys');

CREATE TRIGGER "index_inserted" AFTER INSERT ON "meeting" REFERENCING NEW TABLE AS rows_after
  FOR EACH STATEMENT EXECUTE FUNCTION "index_list_items"('contactIds', 'eventKeys');
CREATE TRIGGER "index_updated" AFTER UPDATE ON "meeting" REFERENCING OLD TABLE AS rows_before NEW TABLE AS rows_after
  FOR EACH STATEMENT EXECUTE FUNCTION "index_list_items"('contactIds', 'eventKeys');
CREATE TRIGGER "index_deleted" AFTER DELETE ON "meeting" REFERENCING OLD TABLE AS rows_before
  FOR EACH STATEMENT EXECUTE FUNCTION "index_list_items"('contactIds', 'eventKeys');

-- What was logged before has keys that nothing has indexed yet.
ALTER TABLE "activity" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "list_item" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "list_item" ("workspaceId", "entity", "field", "value", "recordId")
  SELECT "workspaceId", 'activity', 'messageKeys', unnest("messageKeys"), "id" FROM "activity"
  UNION SELECT "workspaceId", 'activity', 'threadKeys', unnest("threadKeys"), "id" FROM "activity";
ALTER TABLE "list_item" FORCE ROW LEVEL SECURITY;
ALTER TABLE "activity" FORCE ROW LEVEL SECURITY;
