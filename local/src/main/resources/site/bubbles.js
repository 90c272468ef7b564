import {dayOf, el, hourOf, icon, list, momentOf, text, webAddress} from './dom.js';

const SPEAKERS = {agent: 'Agent', bot: 'Bot', system: 'Notice', customer: 'Customer'};
const STATES = {
  sending: ['clock', 'sending', 'Not yet accepted by the stack'],
  accepted: ['clock', 'accepted', 'Kept by Tidings, on its way to Genesys'],
  sent: ['tick', 'sent', 'Genesys has taken it'],
  published: ['ticks', 'published', 'Genesys says that the agent has it'],
  failed: ['alert', 'failed', 'Not delivered'],
  said: ['clock', 'said', 'Genesys is posting it to the webhook'],
  kept: ['tick', 'kept', 'In the transcript; no app has fetched it yet'],
  shown: ['ticks', 'on the phone', 'The customer’s app has it'],
};

/** The speaker of a message, whatever the server calls it. */
export const speaker = (message) =>
  Object.hasOwn(SPEAKERS, message.author) ? message.author
    : message.direction === 'Inbound' ? 'customer' : 'agent';

/** A message in a word or a line: for screen readers, which cannot see its form. */
export function spoken(message) {
  const rich = message.rich ?? {};
  const file = list(message.content).find((item) => item?.attachmentFilename);
  const words = rich.kind === 'qrCode' ? `Code: ${text(rich.value)}`
    : text(message.text) || text(rich.card?.title ?? rich.title ?? list(rich.cards)[0]?.title)
      || text(file?.attachmentFilename) || 'A message';
  return `${SPEAKERS[speaker(message)]}: ${words}`;
}

/**
 * The items of a conversation, for `reconcile`.
 *
 * @param messages in their order, each with `key`, `state` and `note` beside the API's fields
 * @param acts `reply(message, reply)`, `retry(message)`, `discard(message)`, `follow(message)`; each
 *     absent where the reader only looks; `followed`, the id of the message that is followed;
 *     `shown(address)`, true where a picture of this address may be loaded
 */
export function conversation(messages, acts) {
  const items = [];
  let day = '';
  messages.forEach((message, index) => {
    const today = dayOf(message.channelTime);
    if (today && today !== day) {
      day = today;
      items.push({key: `day ${today}`, shows: today, make: () => el('p', {class: 'day'}, today)});
    }
    const first = index === 0 || speaker(messages[index - 1]) !== speaker(message);
    items.push({
      key: message.key,
      shows: [message, first, acts?.followed === message.id],
      make: () => bubble(message, first, acts),
    });
  });
  return items;
}

function bubble(message, first, acts) {
  const who = speaker(message);
  const rich = message.rich ?? {};
  if (rich.kind === 'ended') {
    return el('p', {class: 'day'}, `The conversation was ended${rich.by ? ` by the ${text(rich.by)}` : ''}`);
  }
  const said = rich.kind === 'qrCode' ? '' : text(message.text);
  const parts = [
    said && el('div', {class: 'bubble', dir: 'auto'}, said),
    ...list(message.content).filter((item) => item?.contentType === 'Attachment').map((item) => file(item, acts)),
    ...richParts(message, rich, acts),
  ].filter(Boolean);
  return el('article', {class: `message ${who}${first ? ' first' : ''}`},
    first && el('span', {class: 'speaker'}, SPEAKERS[who]),
    ...(parts.length ? parts : [el('div', {class: 'bubble unknown'}, 'An empty message')]),
    footer(message, acts));
}

function footer(message, acts) {
  const [sign, word, meaning] = Object.hasOwn(STATES, message.state) ? STATES[message.state] : [];
  const line = el('p', {class: `foot ${text(message.state)}`},
    el('time', {}, hourOf(message.channelTime)),
    word && el('span', {class: 'state', title: meaning}, icon(sign), word),
    message.note && el('span', {class: 'note'}, text(message.note)),
    acts?.follow && el('button', {type: 'button', class: 'follow', 'aria-pressed': String(acts.followed === message.id),
      'aria-label': 'Show its journey', title: 'Show its journey', onclick: () => acts.follow(message)}, icon('way')));
  if (message.state !== 'failed') return line;
  const {message: reason, code, retryable} = message.failure ?? {};
  return el('div', {class: 'failure'}, line,
    el('p', {}, text(reason) || 'It could not be delivered.', ' ', code && el('code', {}, text(code))),
    acts?.retry && retryable && el('button', {type: 'button', class: 'quiet', onclick: () => acts.retry(message)},
      icon('again'), 'Send again'),
    acts?.discard && message.local && el('button', {type: 'button', class: 'quiet', onclick: () => acts.discard(message)},
      'Remove'));
}

function file(item, acts) {
  const address = webAddress(item.attachmentUrl);
  const name = text(item.attachmentFilename) || 'A file';
  const kind = text(item.attachmentMime || item.attachmentMediaType);
  if (text(item.attachmentMediaType) === 'Image' && acts?.shown?.(address)) {
    return el('a', {class: 'photo', href: address, target: '_blank', rel: 'noopener noreferrer'},
      el('img', {src: address, alt: name, loading: 'lazy'}));
  }
  const parts = [icon(text(item.attachmentMediaType) === 'Image' ? 'picture' : 'file'),
    el('span', {class: 'chip-text'}, el('b', {}, name),
      el('small', {}, [kind, item.attachmentStatus, address ? '' : 'no link yet'].filter(Boolean).map(text).join(', ')))];
  return address
    ? el('a', {class: 'chip', href: address, target: '_blank', rel: 'noopener noreferrer'}, ...parts)
    : el('div', {class: 'chip'}, ...parts);
}

function richParts(message, rich, acts) {
  const answer = (kind, label, payload) => choice(label, acts?.reply && !message.answered
    && (() => acts.reply(message, {to: message.id, type: kind, text: label, payload})));
  switch (rich.kind) {
    case 'quickReplies':
      return [el('div', {class: 'choices', role: 'group', 'aria-label': 'Answers to choose from'},
        ...list(rich.items).map((item) =>
          answer('QuickReply', text(item?.text), text(item?.payload ?? item?.text))))];
    case 'card':
      return [card(rich.card, answer, acts)];
    case 'carousel':
      return [el('div', {class: 'carousel', tabindex: '0', role: 'group', 'aria-label': 'Cards, scroll sideways'},
        ...list(rich.cards).map((one) => card(one, answer, acts)))];
    case 'datePicker':
      return [datePicker(rich, answer)];
    case 'qrCode':
      return [el('div', {class: 'card code'}, icon('code'),
        el('span', {}, el('small', {}, 'Code to show'), el('code', {dir: 'auto'}, text(rich.value))))];
    case 'location':
      return [el('div', {class: 'chip'}, icon('place'), `${text(rich.latitude)}, ${text(rich.longitude)}`)];
    case 'unknown':
      return [el('div', {class: 'bubble unknown'}, `This app cannot show “${text(rich.contentType)}” yet`)];
    default:
      return [];
  }
}

function choice(label, choose) {
  return el('button', {type: 'button', class: 'choice', disabled: !choose, onclick: choose || undefined},
    label || 'Choose');
}

function card(face, answer, acts) {
  const picture = webAddress(face?.image);
  return el('div', {class: 'card'},
    picture && (acts?.shown?.(picture) ? el('img', {class: 'picture', src: picture, alt: '', loading: 'lazy'})
      : el('div', {class: 'picture', title: picture}, icon('picture'),
        el('small', {}, text(new URL(picture).pathname.split('/').pop())))),
    el('b', {dir: 'auto'}, text(face?.title)),
    text(face?.description) && el('span', {dir: 'auto'}, text(face.description)),
    el('div', {class: 'choices'}, ...list(face?.actions).map((action) => cardAction(action, answer))));
}

function cardAction(action, answer) {
  const address = webAddress(action?.url);
  if (action?.type !== 'Link') return answer('Button', text(action?.text), text(action?.payload));
  return address
    ? el('a', {class: 'choice', href: address, target: '_blank', rel: 'noopener noreferrer'},
      text(action.text) || address, icon('out'))
    : choice(text(action?.text), undefined);
}

function datePicker(rich, answer) {
  return el('div', {class: 'card'},
    el('b', {dir: 'auto'}, text(rich.title) || 'Choose a time'),
    text(rich.subtitle) && el('span', {dir: 'auto'}, text(rich.subtitle)),
    el('div', {class: 'choices'}, ...list(rich.availableTimes).map((slot) => {
      const minutes = Math.round(Number(slot?.duration) / 60);
      const label = momentOf(slot?.dateTime) + (minutes > 0 ? `, ${minutes} min` : '');
      return answer('DatePicker', label, text(slot?.dateTime));
    })));
}
