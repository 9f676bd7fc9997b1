-- AlterTable
ALTER TABLE "Trial" ADD COLUMN "windows" JSONB;
