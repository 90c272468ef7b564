import { byId, el, list, text } from './dom.js';

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete'];
const CALLERS = { customer: 'customer’s token', service: 'API key' };

let api;

/** What stands where a reference points, or the node itself. */
const resolved = (node) =>
  node?.$ref ? node.$ref.slice(2).split('/').reduce((at, name) => at[name.replaceAll('~1', '/')], api) : node;

function operations() {
  return Object.entries(api.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({
      ...item[method],
      path,
      method: method.toUpperCase(),
      parameters: [...list(item.parameters), ...list(item[method].parameters)].map(resolved),
    })));
}

function caller(operation) {
  const scheme = Object.keys(list(operation.security ?? api.security)[0] ?? {})[0];
  return scheme ? CALLERS[scheme] : 'no credential';
}

/** A schema's type in a few words. */
function typeOf(node) {
  const schema = resolved(node) ?? {};
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.join(' · ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items)}`;
  if (schema.oneOf) return 'one of several kinds';
  if (schema.anyOf && !schema.type) return schema.anyOf.map(typeOf).join(' or ');
  return list(schema.type).join(' or ') || text(schema.type) || 'anything';
}

function limits(node) {
  const schema = resolved(node) ?? {};
  return [
    schema.maxLength && `at most ${schema.maxLength} characters`,
    schema.minimum !== undefined && `from ${schema.minimum}`,
    schema.maximum !== undefined && `to ${schema.maximum}`,
    schema.pattern && schema.pattern,
  ].filter(Boolean).join(', ');
}

function described(node, isRequired, extra) {
  const words = [typeOf(node), limits(node), isRequired ? 'required' : ''].filter(Boolean).join('; ');
  const more = text(extra || resolved(node)?.description);
  return el('dd', {}, more ? `${words}. ${more}` : words);
}

/** The fields of an object, those of objects within it by their path. */
function fields(node, prefix = '', depth = 0) {
  const schema = resolved(node) ?? {};
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const inner = resolved(field);
    const within = inner.type === 'array' ? resolved(inner.items) : inner;
    const rows = [el('dt', {}, prefix + name), described(field, list(schema.required).includes(name))];
    const path = `${prefix}${name}${inner.type === 'array' ? '[]' : ''}.`;
    return depth < 2 && within?.properties ? [...rows, ...fields(within, path, depth + 1)] : rows;
  });
}

function examples(content) {
  return Object.values(content?.examples ?? {}).map((one) => el('pre', {}, JSON.stringify(one.value, null, 2)));
}

function section(title, ...children) {
  return children.length ? [el('h4', {}, title), ...children] : [];
}

function request(operation) {
  const content = operation.requestBody?.content?.['application/json'];
  if (!content) return [];
  const rows = fields(content.schema);
  return section('Body', rows.length ? el('dl', {}, ...rows) : null, ...examples(content));
}

function parameters(operation) {
  const rows = operation.parameters.flatMap((parameter) => [
    el('dt', {}, parameter.name),
    described(parameter.schema, parameter.required, `In the ${parameter.in}. ${text(parameter.description)}`),
  ]);
  return rows.length ? section('Parameters', el('dl', {}, ...rows)) : [];
}

function answer([status, node]) {
  const response = resolved(node);
  const contents = Object.entries(response.content ?? {});
  const headers = Object.entries(response.headers ?? {}).flatMap(([name, header]) => [
    el('dt', {}, name),
    el('dd', {}, text(resolved(header).description)),
  ]);
  return el('details', {},
    el('summary', {}, el('span', { class: status < 400 ? 'tag good' : 'tag bad' }, status), text(response.description)),
    headers.length ? el('dl', {}, ...headers) : null,
    ...contents.flatMap(([type, content]) => [
      el('h4', {}, type),
      status < 400 && content.schema ? el('dl', {}, ...fields(content.schema)) : null,
      ...examples(content),
    ]));
}

function card(operation) {
  return el('article', { class: 'operation', id: operation.operationId },
    el('h3', {}, operation.summary),
    el('div', { class: 'where' },
      el('span', { class: 'method' }, operation.method),
      el('code', {}, operation.path),
      el('span', { class: 'tag' }, caller(operation))),
    operation.description ? el('p', {}, operation.description) : null,
    ...parameters(operation),
    ...request(operation),
    ...section('Answers', ...Object.entries(operation.responses).map(answer)));
}

function link(operation) {
  return el('a', { href: `#${operation.operationId}` },
    el('span', { class: 'method' }, operation.method), operation.summary);
}

function show() {
  const all = operations();
  byId('summary').textContent = `${api.info.summary} ${api.info.description}`;
  byId('routes').replaceChildren();
  byId('operations').replaceChildren();
  for (const tag of api.tags) {
    const mine = all.filter((operation) => operation.tags.includes(tag.name));
    byId('routes').append(el('h2', {}, tag.name), ...mine.map(link));
    byId('operations').append(el('h2', { class: 'group' }, tag.name), el('p', {}, tag.description), ...mine.map(card));
  }
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

const loaded = await fetch('openapi.json');
if (loaded.ok) {
  api = await loaded.json();
  show();
} else {
  byId('operations').replaceChildren(el('p', { class: 'problem' }, `The description cannot be read: HTTP ${loaded.status}.`));
}
