import eslint from '@eslint/js';
import angular from 'angular-eslint';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig([
  { ignores: ['www/', 'android/', 'ios/', '.angular/', 'screenshots/'] },
  {
    files: ['**/*.ts'],
    extends: [eslint.configs.recommended, tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked, angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      'max-lines': ['error', 200],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true }],
      complexity: ['error', 10],
      eqeqeq: 'error',
      // Components, pipes and tokens are classes whose work is in their decorators.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { properties: false } }],
      '@angular-eslint/component-class-suffix': 'off',
      '@angular-eslint/directive-class-suffix': 'off',
      // A row of the transcript is an item of its list.
      '@angular-eslint/component-selector': ['error', [{ type: 'element', prefix: 'app', style: 'kebab-case' }, { type: 'attribute', prefix: 'app', style: 'kebab-case' }]],
    },
  },
  {
    files: ['**/*.spec.ts', 'src/testing/**'],
    rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  { files: ['**/*.html'], extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility] },
  {
    files: ['**/*.mjs'],
    extends: [eslint.configs.recommended],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'URL', 'fetch', 'setTimeout', 'clearTimeout', 'Buffer', 'window', 'document', 'localStorage', 'location', 'navigator', 'performance', 'PerformanceObserver', 'requestAnimationFrame', 'getComputedStyle', 'Image', 'axe', 'OffscreenCanvas', 'CSS', 'innerWidth', 'btoa', 'MutationObserver', 'addEventListener', 'unescape', 'MutationObserver'].map((name) => [name, 'readonly']),
      ),
    },
  },
]);
