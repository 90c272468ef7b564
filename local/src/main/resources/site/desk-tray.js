import {byId, el, text} from './dom.js';
import {tabs} from './desk-feed.js';
import {ILL, receipt, RICH, said, sample} from './desk-samples.js';
import {call} from './net.js';

const TYPING_EVERY_MS = 4000;

/** What the agent, a bot, or a service of the company sends to the chosen customer. */
export class Tray {
  #talk;
  #follow;
  #typedAt = 0;
  config = {};

  /**
   * @param talk the chosen conversation
   * @param follow told of the id of what was sent, and by whom
   */
  constructor(talk, follow) {
    this.#talk = talk;
    this.#follow = follow;
    tabs(byId('tray').querySelector('.modes'));
    const buttons = (labels) => labels.map((label) =>
      el('button', {type: 'button', class: 'quiet', onclick: () => this.#sample(label)}, label));
    byId('rich').replaceChildren(...buttons(RICH));
    byId('hostile').replaceChildren(...buttons(ILL));
    const on = (id, event, act) => byId(id).addEventListener(event, (happened) => {
      if (event === 'submit') happened.preventDefault();
      return act();
    });
    on('tray-reply', 'submit', () => this.#reply());
    on('say-text', 'input', () => byId('say-text').value && this.#typing(false));
    on('type', 'click', () => this.#typing(true));
    on('tray-offer', 'submit', () => this.#offer());
    on('tray-agentless', 'submit', () => this.#agentless());
    on('again-published', 'click', () => this.#receipt(false));
    on('again-failed', 'click', () => this.#receipt(true));
    composer(byId('say-text'));
  }

  get #place() {
    return {...this.#talk.person, media: this.config.genesysUrl};
  }

  #path(area, integrationId) {
    const user = encodeURIComponent(this.#talk.person.userId);
    return `${area}/integration/${encodeURIComponent(integrationId)}/user/${user}`;
  }

  async #reply() {
    const field = byId('say-text');
    const words = field.value.trim();
    const speaker = document.querySelector('input[name=speaker]:checked').value;
    if (!words) return;
    const {integrationId, userId} = this.#talk.person;
    const body = speaker === 'Human' ? {integrationId, userId, text: words} : {body: said(words, speaker, this.#place)};
    await this.#say(body, words, speaker === 'Bot' ? 'bot' : 'agent', () => {
      if (field.value.trim() === words) field.value = '';
      field.dispatchEvent(new Event('resize-me'));
    });
  }

  #sample(label) {
    const body = sample(label, this.#place);
    return this.#say({body}, text(body.text) || label, body.originatingEntity === 'Bot' ? 'bot' : 'agent');
  }

  #say(body, words, author, done = () => {}) {
    return this.#attempt('It was not said', async () => {
      const {json} = await call('POST', 'local/genesys/say', {body});
      this.#typedAt = 0;
      done();
      this.#talk.said(text(json?.id), words, author);
      this.#follow(text(json?.id), 'agent');
    });
  }

  #typing(asked) {
    if (!this.#talk.person || (!asked && Date.now() - this.#typedAt < TYPING_EVERY_MS)) return undefined;
    this.#typedAt = Date.now();
    const {integrationId, userId} = this.#talk.person;
    return this.#attempt('The typing did not go out', () =>
      call('POST', 'local/genesys/typing', {body: {integrationId, userId}}));
  }

  #offer() {
    const minutes = Number(byId('offer-ends').value);
    const integrationId = this.config.offerIntegrationIds?.[0];
    return this.#attempt('The offer did not go out', async () => {
      const {json} = await this.#asService(this.#path('notification', integrationId), {
        type: byId('offer-type').value, content: byId('offer-content').value.trim(), fromId: 'desk',
        ...(minutes && {expiresAt: new Date(Date.now() + minutes * 60_000).toISOString()}),
      });
      this.#follow(text(json?.id), 'offer');
    });
  }

  #agentless() {
    return this.#attempt('The text did not go out', async () => {
      const {json} = await this.#asService(this.#path('agentless', this.#talk.person.integrationId), {
        text: byId('agentless-text').value.trim(), useExistingActiveConversation: byId('agentless-into').checked,
      });
      this.#follow(text(json?.id), 'agentless');
    });
  }

  #receipt(failed) {
    const message = this.#talk.lastOfCustomer;
    if (!message) return problem('The customer has said nothing that a receipt could be about.');
    return this.#attempt('The receipt did not go out', async () => {
      await call('POST', 'local/genesys/say', {body: {body: receipt(message.id, failed, this.#place)}});
      this.#follow(message.id, 'customer');
    });
  }

  #asService(path, body) {
    return call('POST', path, {body, headers: {'x-api-key': text(this.config.apiKey)}});
  }

  async #attempt(fault, act) {
    try {
      await act();
      problem('');
    } catch (error) {
      problem(`${fault}: ${error.message}`);
    }
  }
}

function problem(words) {
  byId('talk-problem').textContent = words;
}

/** Enter sends, Shift+Enter makes a line; the field grows with what is written. */
function composer(field) {
  const fit = () => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight + 2, 116)}px`;
  };
  field.addEventListener('input', fit);
  field.addEventListener('resize-me', fit);
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    field.form.requestSubmit();
  });
}
