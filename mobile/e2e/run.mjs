// Runs the browser tests against one stack: the one at TIDINGS_URL, or one that is started for them.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { startStack } from './stack.mjs';

const here = fileURLToPath(new URL('./', import.meta.url));
const chosen = process.argv.slice(2);
const files = readdirSync(here)
  .filter((name) => name.endsWith('.test.mjs') && (chosen.length === 0 || chosen.some((part) => name.includes(part))))
  .map((name) => here + name);

const count = { passed: 0, failed: 0 };

function play(files, concurrency) {
  const results = run({ files, concurrency, timeout: 300_000 });
  results.on('test:pass', ({ details, nesting }) => (count.passed += nesting === 0 && details.type !== 'suite' ? 1 : 0));
  results.on('test:fail', ({ nesting }) => (count.failed += nesting === 0 ? 1 : 0));
  results.compose(spec).pipe(process.stdout, { end: false });
  return new Promise((resolve) => results.on('end', resolve));
}

const stack = await startStack();
process.env.TIDINGS_URL = stack.url;
// The desk switches Genesys' faults for everyone.
const isDesk = (file) => file.endsWith('/desk.test.mjs');
await play(files.filter((file) => !isDesk(file)), 2);
await play(files.filter(isDesk), 1);
await stack.stop();
process.stdout.write(`Browser tests: ${count.passed} passed, ${count.failed} failed\n`);
process.exitCode = count.failed > 0 || count.passed === 0 ? 1 : 0;
