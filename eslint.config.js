import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// The arrows between folders (ARCHITECTURE.md) are kept here: the engine and the workflows stay pure.
const pure = {
  patterns: [
    { regex: '^node:', message: 'No Node modules here: this code runs inside workflows.' },
    {
      group: ['**/store/**', '**/gateway/**', '**/activities/**'],
      allowTypeImports: true,
      message: 'The engine and the workflows see types of the outside, never code.',
    },
    {
      group: ['zod', 'kysely', 'express', 'undici', 'pg', 'better-sqlite3'],
      message: 'Too heavy for a workflow bundle.',
    },
  ],
};

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'node_modules/**',
      '.data/**',
      '.cache/**',
      'test/histories/**',
      '**/*.generated.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'prefer-const': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['web/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules },
  },
  { files: ['*.config.ts'], rules: { 'no-restricted-exports': 'off' } },
  {
    files: ['src/triggers/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { ...pure, paths: ['@temporalio/workflow'] }],
    },
  },
  {
    files: ['workflows/**/*.ts', 'src/sdk/workflow/**/*.ts', 'src/sdk/events/event.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', pure] },
  },
);
