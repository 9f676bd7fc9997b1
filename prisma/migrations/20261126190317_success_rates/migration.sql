-- AlterTable
ALTER TABLE "Run" ADD COLUMN "successRates" JSONB;
