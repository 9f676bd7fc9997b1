-- AlterTable
ALTER TABLE "Run" ADD COLUMN "pinnedAt" DATETIME;
