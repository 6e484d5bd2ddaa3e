import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './lti-tool/src/schema.ts',
  out: './lti-tool/drizzle',
});
