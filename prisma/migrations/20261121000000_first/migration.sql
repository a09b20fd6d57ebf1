-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "activity" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "direction" TEXT,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "contactIds" UUID[],
    "participants" JSON NOT NULL,
    "link" TEXT,
    "threadKey" TEXT,
    "messageKey" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" UUID,
    "updatedBy" UUID,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMPTZ(3),
    "refreshTokenExpiresAt" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "company" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "domain" TEXT,
    "website" TEXT,
    "phones" TEXT[],
    "address" TEXT,
    "ownerId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" UUID,
    "updatedBy" UUID,

    CONSTRAINT "company_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "conflict" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "entity" TEXT NOT NULL,
    "recordId" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "mine" JSON NOT NULL,
    "before" JSON NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" UUID,
    "updatedBy" UUID,

    CONSTRAINT "conflict_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "contact" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT,
    "companyId" UUID,
    "emails" TEXT[],
    "phones" TEXT[],
    "address" TEXT,
    "lifecycle" TEXT NOT NULL,
    "source" TEXT,
    "ownerId" UUID,
    "lastContactAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" UUID,
    "updatedBy" UUID,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "list_item" (
    "workspaceId" UUID NOT NULL,
    "entity" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "recordId" UUID NOT NULL,

    CONSTRAINT "list_item_pkey" PRIMARY KEY ("workspaceId","entity","field","value","recordId")
);

-- CreateTable
CREATE TABLE "member" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "emails" TEXT[],
    "role" TEXT NOT NULL,
    "disabled" BOOLEAN NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" UUID,
    "updatedBy" UUID,

    CONSTRAINT "member_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "note" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "text" TEXT NOT NULL,
    "contactId" UUID,
    "companyId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" UUID,
    "updatedBy" UUID,

    CONSTRAINT "note_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "redirect" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "entity" TEXT NOT NULL,
    "toId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" UUID,
    "updatedBy" UUID,

    CONSTRAINT "redirect_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "sync_client" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "lastSequence" BIGINT NOT NULL DEFAULT 0,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sync_client_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "refusal" (
    "workspaceId" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "code" TEXT NOT NULL,
    "message" TEXT NOT NULL,

    CONSTRAINT "refusal_pkey" PRIMARY KEY ("workspaceId","clientId","sequence")
);

-- CreateTable
CREATE TABLE "tombstone" (
    "workspaceId" UUID NOT NULL,
    "entity" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "tombstone_pkey" PRIMARY KEY ("workspaceId","entity","id")
);

-- CreateTable
CREATE TABLE "task" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "note" TEXT,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "doneAt" TIMESTAMPTZ(3),
    "contactId" UUID,
    "companyId" UUID,
    "ownerId" UUID NOT NULL,
    "link" TEXT,
    "threadKey" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" UUID,
    "updatedBy" UUID,

    CONSTRAINT "task_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "workspace" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "version" BIGINT NOT NULL DEFAULT 0,
    "epoch" UUID NOT NULL,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "userId" TEXT NOT NULL,
    "workspaceId" UUID NOT NULL,
    "memberId" UUID NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("userId","workspaceId")
);

-- CreateTable
CREATE TABLE "invitation" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" UUID,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateIndex
CREATE INDEX "activity_workspaceId_version_idx" ON "activity"("workspaceId", "version");

-- CreateIndex
CREATE INDEX "activity_workspaceId_messageKey_idx" ON "activity"("workspaceId", "messageKey");

-- CreateIndex
CREATE INDEX "activity_workspaceId_threadKey_idx" ON "activity"("workspaceId", "threadKey");

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_userId_idx" ON "session"("userId");

-- CreateIndex
CREATE INDEX "account_userId_idx" ON "account"("userId");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE INDEX "company_workspaceId_version_idx" ON "company"("workspaceId", "version");

-- CreateIndex
CREATE INDEX "company_workspaceId_domain_idx" ON "company"("workspaceId", "domain");

-- CreateIndex
CREATE INDEX "company_workspaceId_ownerId_idx" ON "company"("workspaceId", "ownerId");

-- CreateIndex
CREATE INDEX "conflict_workspaceId_version_idx" ON "conflict"("workspaceId", "version");

-- CreateIndex
CREATE INDEX "conflict_workspaceId_recordId_idx" ON "conflict"("workspaceId", "recordId");

-- CreateIndex
CREATE INDEX "conflict_workspaceId_entity_idx" ON "conflict"("workspaceId", "entity");

-- CreateIndex
CREATE INDEX "contact_workspaceId_version_idx" ON "contact"("workspaceId", "version");

-- CreateIndex
CREATE INDEX "contact_workspaceId_companyId_idx" ON "contact"("workspaceId", "companyId");

-- CreateIndex
CREATE INDEX "contact_workspaceId_lifecycle_idx" ON "contact"("workspaceId", "lifecycle");

-- CreateIndex
CREATE INDEX "contact_workspaceId_ownerId_idx" ON "contact"("workspaceId", "ownerId");

-- CreateIndex
CREATE INDEX "contact_workspaceId_lastContactAt_idx" ON "contact"("workspaceId", "lastContactAt");

-- CreateIndex
CREATE INDEX "list_item_workspaceId_recordId_idx" ON "list_item"("workspaceId", "recordId");

-- CreateIndex
CREATE INDEX "member_workspaceId_version_idx" ON "member"("workspaceId", "version");

-- CreateIndex
CREATE INDEX "member_workspaceId_role_idx" ON "member"("workspaceId", "role");

-- CreateIndex
CREATE INDEX "note_workspaceId_version_idx" ON "note"("workspaceId", "version");

-- CreateIndex
CREATE INDEX "note_workspaceId_contactId_idx" ON "note"("workspaceId", "contactId");

-- CreateIndex
CREATE INDEX "note_workspaceId_companyId_idx" ON "note"("workspaceId", "companyId");

-- CreateIndex
CREATE INDEX "redirect_workspaceId_version_idx" ON "redirect"("workspaceId", "version");

-- CreateIndex
CREATE INDEX "redirect_workspaceId_toId_idx" ON "redirect"("workspaceId", "toId");

-- CreateIndex
CREATE INDEX "tombstone_workspaceId_version_idx" ON "tombstone"("workspaceId", "version");

-- CreateIndex
CREATE INDEX "task_workspaceId_version_idx" ON "task"("workspaceId", "version");

-- CreateIndex
CREATE INDEX "task_workspaceId_contactId_idx" ON "task"("workspaceId", "contactId");

-- CreateIndex
CREATE INDEX "task_workspaceId_companyId_idx" ON "task"("workspaceId", "companyId");

-- CreateIndex
CREATE INDEX "task_workspaceId_ownerId_idx" ON "task"("workspaceId", "ownerId");

-- CreateIndex
CREATE INDEX "task_workspaceId_dueAt_idx" ON "task"("workspaceId", "dueAt");

-- CreateIndex
CREATE UNIQUE INDEX "membership_workspaceId_memberId_key" ON "membership"("workspaceId", "memberId");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_tokenHash_key" ON "invitation"("tokenHash");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Row-level security: the second wall. A transaction says which workspace it is in (app.workspace); nothing else is
-- visible or writable. After a transaction the setting is the empty string, hence nullif.

ALTER TABLE "member" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "member" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "member" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid);

ALTER TABLE "company" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "company" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "company" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid);

ALTER TABLE "contact" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "contact" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "contact" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid);

ALTER TABLE "activity" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "activity" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "activity" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid);

ALTER TABLE "task" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "task" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "task" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid);

ALTER TABLE "note" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "note" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "note" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid);

ALTER TABLE "conflict" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "conflict" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "conflict" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid);

ALTER TABLE "redirect" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "redirect" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "redirect" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid);

ALTER TABLE "tombstone" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "tombstone" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "tombstone" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid);

ALTER TABLE "list_item" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "list_item" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "list_item" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid);

ALTER TABLE "sync_client" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "sync_client" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "sync_client" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid);

ALTER TABLE "refusal" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "refusal" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "refusal" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid);

ALTER TABLE "membership" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "membership" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "membership" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid);

ALTER TABLE "invitation" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "invitation" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "invitation" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid);

ALTER TABLE "workspace" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "workspace" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "workspace" USING ("id" = nullif(current_setting('app.workspace', true), '')::uuid);

-- A user (app.user) also sees where they are a member, across workspaces; nobody else's membership.
CREATE POLICY "own" ON "membership" FOR SELECT USING ("userId" = nullif(current_setting('app.user', true), ''));
CREATE POLICY "own" ON "workspace" FOR SELECT USING (EXISTS (
  SELECT FROM "membership" AS own
  WHERE own."workspaceId" = "workspace"."id" AND own."userId" = nullif(current_setting('app.user', true), '')
));
CREATE POLICY "own" ON "member" FOR SELECT USING (EXISTS (
  SELECT FROM "membership" AS own
  WHERE own."workspaceId" = "member"."workspaceId" AND own."memberId" = "member"."id"
    AND own."userId" = nullif(current_setting('app.user', true), '')
));

-- Who holds the link (app.invitation: the hash of its token) may read that one invitation.
CREATE POLICY "bearer" ON "invitation" FOR SELECT
  USING ("tokenHash" = nullif(current_setting('app.invitation', true), ''));

-- Keeps list_item equal to the items of one list field of the table the trigger is on.
CREATE FUNCTION "index_list_items"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  indexed_entity text := tg_table_name;
  indexed_field text := tg_argv[0];
  items_before text[] := '{}';
  items_after text[] := '{}';
BEGIN
  IF tg_op <> 'INSERT' THEN
    EXECUTE format('SELECT ($1).%I::text[]', indexed_field) INTO items_before USING old;
  END IF;
  IF tg_op <> 'DELETE' THEN
    EXECUTE format('SELECT ($1).%I::text[]', indexed_field) INTO items_after USING new;
  END IF;
  IF items_before = items_after THEN
    RETURN NULL;
  END IF;
  IF tg_op <> 'INSERT' THEN
    DELETE FROM "list_item" AS item
    WHERE item."workspaceId" = old."workspaceId" AND item."recordId" = old."id" AND item."entity" = indexed_entity
      AND item."field" = indexed_field AND item."value" <> ALL (items_after);
  END IF;
  IF tg_op <> 'DELETE' THEN
    INSERT INTO "list_item" ("workspaceId", "entity", "field", "value", "recordId")
    SELECT DISTINCT new."workspaceId", indexed_entity, indexed_field, item, new."id" FROM unnest(items_after) AS item
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "index_emails" AFTER INSERT OR DELETE OR UPDATE OF "emails" ON "member"
  FOR EACH ROW EXECUTE FUNCTION "index_list_items"('emails');

CREATE TRIGGER "index_emails" AFTER INSERT OR DELETE OR UPDATE OF "emails" ON "contact"
  FOR EACH ROW EXECUTE FUNCTION "index_list_items"('emails');

CREATE TRIGGER "index_contactIds" AFTER INSERT OR DELETE OR UPDATE OF "contactIds" ON "activity"
  FOR EACH ROW EXECUTE FUNCTION "index_list_items"('contactIds');
