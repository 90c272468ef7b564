// `npm start`: serves the app with reload at http://127.0.0.1:4200/, against the stack at TIDINGS_URL.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';

const stack = (process.env.TIDINGS_URL ?? 'http://127.0.0.1:8080').replace(/\/$/, '');
const port = process.env.PORT ?? '4200';
// The settings come from the stack, which knows the ids and the media store.
const there = await fetch(`${stack}/app/config.json`).catch(() => undefined);
if (!there?.ok) {
  console.error(
    there
      ? `The stack at ${stack} has not built the app yet: wait for it, or run "npm run build".`
      : `No stack answers at ${stack}. Start one with "mvn -q -Prun", or say where it is by TIDINGS_URL.`,
  );
  process.exit(1);
}

const paths = ['/transcript', '/notification', '/uploads', '/devices', '/local', '/m', '/config.json'];
const proxy = paths.map((path) => ({
  context: [path], target: stack, secure: false, changeOrigin: true, ...(path === '/config.json' ? { pathRewrite: { '^': '/app' } } : {}),
}));
mkdirSync('.angular', { recursive: true });
writeFileSync('.angular/proxy.json', JSON.stringify(proxy));
// The binary itself: a signal to npx would leave the server running.
const server = spawn('node_modules/.bin/ng', ['serve', '--host', '127.0.0.1', '--port', port, '--proxy-config', '.angular/proxy.json'], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 0));
