import * as parser from '@typescript-eslint/parser';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';

// Only what is inside templates: the rest of the rules, and the types, are in .oxlintrc.json.
export default [
  {
    ignores: [
      'dist/**',
      'data/**',
      'node_modules/**',
      'bench-results/**',
      'test-results/**',
      'web-components/locales/generated/**',
    ],
  },
  { files: ['**/*.ts'], languageOptions: { parser } },
  { files: ['web-components/**/*.ts'], ...lit['flat/recommended'] },
  {
    files: ['web-components/**/*.ts'],
    plugins: { 'lit-a11y': litA11y },
    rules: {
      // Shown to nobody in a frame of another site: lookfor-question asks.
      'no-alert': 'error',
      'lit-a11y/alt-text': 'error',
      'lit-a11y/aria-attr-valid-value': 'error',
      'lit-a11y/aria-attrs': 'error',
      'lit-a11y/aria-role': 'error',
      'lit-a11y/no-access-key': 'error',
      'lit-a11y/no-autofocus': 'error',
      'lit-a11y/no-redundant-role': 'error',
      'lit-a11y/tabindex-no-positive': 'error',
      'lit-a11y/valid-lang': 'error',
    },
  },
];
