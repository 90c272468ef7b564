const hex = () => crypto.getRandomValues(new Uint8Array(16))
  .reduce((id, byte) => id + byte.toString(16).padStart(2, '0'), '');

const inDays = (days, hour, minute) => {
  const date = new Date();
  date.setDate(date.getDate() + days);
  date.setHours(hour, minute, 0, 0);
  return date.toISOString();
};

const quickReply = (text, payload) => ({contentType: 'QuickReply', quickReply: {text, payload, action: 'Message'}});
const postback = (text, payload) => ({type: 'Postback', text, payload});
const link = (text, url) => ({type: 'Link', text, url});

/** The simulated Genesys has a picture under any such name. */
const picture = (media, name) => `${media ?? 'https://media.acme.example'}/api/v2/downloads/${name}.png`;

/** Messages in the forms that Genesys sends to its webhook, each by a label. */
export const SAMPLES = {
  'Quick replies': () => ({
    type: 'Structured', originatingEntity: 'Bot', text: 'How can I help you today?',
    content: [
      quickReply('Track my order', 'track_order'),
      quickReply('Return an item', 'return_item'),
      quickReply('Talk to a person', 'agent'),
    ],
  }),
  Card: (media) => ({
    type: 'Structured', originatingEntity: 'Bot',
    content: [{contentType: 'Card', card: {
      title: 'Trail shoe, size 42', description: 'In stock at your local shop. 89.00 EUR.',
      image: picture(media, 'trail-42'),
      actions: [postback('Reserve it', 'reserve:trail-42'),
        link('See details', 'https://shop.acme.example/p/trail-42')],
    }}],
  }),
  Carousel: (media) => ({
    type: 'Structured', originatingEntity: 'Bot',
    content: [{contentType: 'Carousel', carousel: {cards: [
      {title: 'Basic plan', description: '10 GB a month', image: picture(media, 'plan-basic'),
        actions: [postback('Choose Basic', 'plan:basic'), link('Terms', 'https://acme.example/plans/basic')]},
      {title: 'Family plan', description: '40 GB shared by five', image: picture(media, 'plan-family'),
        actions: [postback('Choose Family', 'plan:family'), link('Terms', 'https://acme.example/plans/family')]},
      {title: 'Not sure?', description: '', actions: [postback('Ask a person', 'agent')]},
    ]}}],
  }),
  'Date picker': () => ({
    type: 'Structured', originatingEntity: 'Bot',
    content: [{contentType: 'DatePicker', datePicker: {
      title: 'When should we call you?', subtitle: 'Shown in your time zone',
      availableTimes: [{duration: 900, dateTime: inDays(1, 9, 0)},
        {duration: 900, dateTime: inDays(1, 13, 30)}, {duration: 1800, dateTime: inDays(2, 8, 15)}],
    }}],
  }),
  Image: (media) => ({
    type: 'Text', originatingEntity: 'Human', text: 'Here is your return label.',
    content: [{contentType: 'Attachment', attachment: {
      id: crypto.randomUUID(), mediaType: 'Image', mime: 'image/png', filename: 'return-label.png',
      url: picture(media, 'return-label'),
    }}],
  }),
  'QR code': () => ({
    type: 'Text', originatingEntity: 'Human',
    text: JSON.stringify({gcDecoratedMessage: {gcMessageType: 'qrCode', gcMessageText: 'SuperSpecialCoupon!'}}),
  }),
};

/**
 * A sample as a whole webhook body, for this customer and integration; of an unknown label, the
 * frame alone.
 *
 * @param media where the pictures are
 */
export function webhookBody(label, integrationId, userId, conversationId, media) {
  const id = hex();
  return {
    id,
    channel: {
      id: integrationId, platform: 'Open', type: 'Private', messageId: id,
      to: {id: userId, idType: 'Opaque'},
      from: {nickname: 'Acme Mobile App', id: integrationId, idType: 'Opaque'},
      time: new Date().toISOString(),
    },
    ...SAMPLES[label]?.(media),
    direction: 'Outbound',
    conversationId: conversationId ?? crypto.randomUUID(),
  };
}
