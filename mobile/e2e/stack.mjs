// The local stack: the one at TIDINGS_URL, or one of our own that ends with the tests.
import { spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const START_MS = 240_000;

export async function startStack() {
  const given = process.env.TIDINGS_URL;
  const { url, stop } = given ? { url: given.replace(/\/$/, ''), stop: async () => {} } : await spawned();
  const config = await (await fetch(`${url}/local/config`)).json();
  return new Stack(url, config, stop);
}

async function spawned() {
  const env = { ...process.env, TIDINGS_PORT: '0', TIDINGS_DATA: 'memory', TIDINGS_GENESYS_PER_MINUTE: '100000' };
  const maven = spawn('mvn', ['-q', '-B', '-ntp', '-Prun'], { cwd: ROOT, env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = async () => {
    process.kill(-maven.pid);
  };
  const url = await new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`The stack did not start: ${said}`)), START_MS);
    maven.on('exit', () => reject(new Error(`The stack ended: ${said}`)));
    maven.stdout.on('data', (text) => {
      said += text;
      const [, found] = /Tidings is up at (\S+)\//.exec(said) ?? [];
      if (found) {
        clearTimeout(timer);
        resolve(found);
      }
    });
  });
  return { url, stop };
}

/** What a test does as agent, as Genesys and as the company. */
export class Stack {
  constructor(url, config, stop) {
    Object.assign(this, { url, config, stop, integrationId: config.integrationIds[0] });
  }

  async call(method, path, body, headers = {}) {
    const response = await fetch(this.url + path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }

  say(userId, text) {
    return this.call('POST', '/local/genesys/say', { integrationId: this.integrationId, userId, text });
  }

  typing(userId) {
    return this.call('POST', '/local/genesys/typing', { integrationId: this.integrationId, userId });
  }

  /** A message in Genesys' own form, through the signed webhook. */
  async webhook(userId, message, id = randomUUID()) {
    const body = JSON.stringify({
      id,
      channel: {
        id: this.integrationId, platform: 'Open', type: 'Private', messageId: id,
        to: { id: userId, idType: 'Opaque' },
        from: { nickname: 'Acme', id: this.integrationId, idType: 'Opaque' },
        time: new Date().toISOString(),
      },
      direction: 'Outbound',
      conversationId: randomUUID(),
      originatingEntity: 'Bot',
      ...message,
    });
    const signature = createHmac('sha256', this.config.webhookSecret).update(body).digest('base64');
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` };
    const response = await fetch(`${this.url}/webhook/genesys`, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`webhook: ${response.status}`);
    return id;
  }

  offer(userId, offer) {
    const path = `/notification/integration/${this.config.offerIntegrationIds[0]}/user/${userId}`;
    return this.call('POST', path, { fromId: 'Lumen & Oak', ...offer }, { 'x-api-key': this.config.apiKey });
  }

  /** Genesys answers the next requests for this customer so. */
  fault(fault) {
    return this.call('POST', '/local/genesys/faults', { path: '/inbound/open/message', count: 1000, ...fault });
  }

  clearFaults() {
    return this.call('DELETE', '/local/genesys/faults');
  }

  async token(userId) {
    return (await this.call('POST', '/local/token', { userId })).token;
  }

  /** As the customer, from another phone. */
  async asCustomer(userId, method, path, body) {
    const prefix = `/transcript/integration/${this.integrationId}/user/${userId}`;
    return this.call(method, prefix + path, body, { authorization: `Bearer ${await this.token(userId)}` });
  }

  /** The customer's messages that Genesys took, in order; `part` is a part of the path that they took. */
  async received(userId, part = '/inbound/open/message') {
    const all = await this.call('GET', '/local/genesys/received');
    return all
      .filter(({ path, status }) => path.includes(part) && status < 300 && status >= 200)
      .map(({ body }) => (typeof body === 'string' ? JSON.parse(body) : body))
      .filter((body) => body?.channel?.from?.id === userId);
  }
}

/** Waits for a condition, never for a time. */
export async function eventually(ask, what = 'it', ms = 30_000) {
  const end = Date.now() + ms;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
