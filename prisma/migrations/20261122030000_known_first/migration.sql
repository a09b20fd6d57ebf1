-- AlterTable
ALTER TABLE "mail_item" ADD COLUMN "hasKnown" BOOLEAN NOT NULL DEFAULT false;
