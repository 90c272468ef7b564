import {SAMPLES, webhookBody} from './samples.js';

const text = (words) => ({type: 'Text', originatingEntity: 'Human', text: words});
const decorated = (value) => text(JSON.stringify({gcDecoratedMessage: value}));
const structured = (content) => ({type: 'Structured', originatingEntity: 'Bot', content});

/** Messages that mean no good, or are broken, each by a label. */
const HOSTILE = {
  'Script and markup': () => text('<img src=x onerror="alert(1)"><script>alert(2)</script><b>not bold</b> &amp; "quoted"'),
  'Half a decoration': () => text('{"gcDecoratedMessage": {"gcMessageType": "qrCode", '),
  'Decoration of no kind': () => decorated({gcMessageType: 'hologram', gcMessageText: {deep: [1, null]}}),
  'Braces that are text': () => text('{just a set} and {"a": 1}'),
  'Link that is a script': () => structured([{contentType: 'Card', card: {
    title: 'Win a prize', description: 'One tap is enough', image: 'javascript:alert(3)',
    actions: [{type: 'Link', text: 'Open', url: 'javascript:alert(4)'}, {type: 'Link', text: 'File', url: 'file:///etc/passwd'}],
  }}]),
  'Direction tricks': () => text('\u202Egpj.exe\u202C left \u2066unclosed \u202B مرحبا'),
  'Stacked marks': () => text('Z\u0351\u036B\u0343a\u0329\u0321l\u034Eg\u0321\u0352o ' + 'o\u0300\u0301\u0302\u0303\u0304\u0305\u0306'.repeat(12)),
  '4,000 letters': () => text('Endless '.repeat(500)),
  'One long word': () => text('a'.repeat(900)),
  'Emoji of many parts': () => text('👩‍👩‍👧‍👦 🏳️‍🌈 🇸🇪 👍🏽'),
  'Unknown kind': () => structured([{contentType: 'Hologram', hologram: {title: 'From the future'}}]),
  'Replies without words': () => structured([{contentType: 'QuickReply', quickReply: {}}, {contentType: 'QuickReply', quickReply: {text: ' '.repeat(40)}}]),
  'Empty carousel': () => structured([{contentType: 'Carousel', carousel: {cards: []}}]),
  'File of another house': () => ({...text('Look'), content: [{contentType: 'Attachment', attachment: {
    id: 'x', mediaType: 'Image', mime: 'image/png', filename: '../../etc/<b>passwd', url: 'http://203.0.113.9/steal.png'}}]}),
};

/** Everything that can be sent by one press, in the order of the buttons. */
export const RICH = Object.keys(SAMPLES);
export const ILL = Object.keys(HOSTILE);

/** A sample of this label as Genesys would post it. */
export function sample(label, place) {
  const body = webhookBody(label, place.integrationId, place.userId, place.conversationId, place.media);
  return Object.hasOwn(HOSTILE, label) ? {...body, ...HOSTILE[label]()} : body;
}

/** A text as Genesys posts it when an agent or a bot says it. */
export function said(words, speaker, place) {
  return {...webhookBody(undefined, place.integrationId, place.userId, place.conversationId), ...text(words), originatingEntity: speaker};
}

/** What Genesys reports of a customer's message. */
export function receipt(messageId, failed, place) {
  const {id, channel} = webhookBody(undefined, place.integrationId, place.userId);
  return {
    id,
    channel: {...channel, messageId, to: {id: place.integrationId}, from: {id: place.userId, idType: 'Opaque'}},
    type: 'Receipt', status: failed ? 'Failed' : 'Published', isFinalReceipt: failed, direction: 'Inbound',
    ...(failed && {reasons: [{code: 'GeneralError', message: 'The message could not be delivered.'}]}),
  };
}
