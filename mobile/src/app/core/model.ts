/** What the API says, as far as the app reads it; see docs/openapi.yaml. */
export type Author = 'customer' | 'agent' | 'bot' | 'system';
export type Status = 'accepted' | 'sent' | 'published' | 'failed';
export type ReplyKind = 'QuickReply' | 'Button' | 'DatePicker';

export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
}

export interface Content {
  readonly contentType: string;
  readonly attachmentMediaType?: string | null;
  readonly attachmentUrl?: string | null;
  readonly attachmentMime?: string | null;
  readonly attachmentFilename?: string | null;
  readonly attachmentStatus?: 'pending' | 'available' | 'failed';
}

export interface Action {
  readonly type?: string;
  readonly text?: string;
  readonly payload?: string;
  readonly url?: string;
}

export interface Face {
  readonly title?: string;
  readonly description?: string;
  readonly image?: string;
  readonly defaultAction?: Action;
  readonly actions?: readonly Action[];
}

export interface FreeTime {
  readonly dateTime?: string;
  readonly duration?: number;
}

export interface DateChoice {
  readonly kind: 'datePicker';
  readonly title?: string;
  readonly subtitle?: string;
  readonly availableTimes?: readonly FreeTime[];
}

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracyMeters?: number | null;
}

export interface QuickReplies {
  readonly kind: 'quickReplies';
  readonly items: readonly { readonly text?: string; readonly payload?: string }[];
}

export type Rich =
  | QuickReplies
  | { readonly kind: 'card'; readonly card: Face }
  | { readonly kind: 'carousel'; readonly cards: readonly Face[] }
  | DateChoice
  | { readonly kind: 'qrCode'; readonly value: string }
  | { readonly kind: 'reply'; readonly to: string; readonly text: string }
  | ({ readonly kind: 'location' } & Place)
  | { readonly kind: 'ended'; readonly by: 'customer' | 'agent' | 'flow' | 'system' }
  | { readonly kind: 'unknown'; readonly contentType: string };

export interface Message {
  readonly id: string;
  readonly type: string;
  readonly text?: string | null;
  readonly channelTime: string;
  readonly content: readonly Content[] | null;
  readonly seq: number;
  readonly author: Author;
  readonly status?: Status | null;
  readonly failure?: Failure | null;
  readonly rich?: Rich | null;
}

export interface Update {
  readonly id: string;
  readonly seq: number;
  readonly status?: Status | null;
  readonly failure?: Failure | null;
  readonly content?: readonly Content[] | null;
}

export interface Page {
  readonly messages: readonly Message[];
  readonly updates: readonly Update[];
  readonly cursor: string | null;
  readonly before: string | null;
  readonly unread: number;
  readonly badge: number;
  readonly typing: { readonly until: string } | null;
  readonly reset: boolean;
  readonly nextPollMs: number;
}

export interface Reply {
  readonly to: string;
  readonly type: ReplyKind;
  readonly text: string;
  readonly payload: string;
}

export interface Slot {
  readonly uploadId: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Offer {
  readonly id: string;
  readonly type: 'text' | 'qrcode';
  readonly content: string;
  readonly fromId: string;
  readonly time: string;
  readonly acknowledged: boolean;
  readonly expiresAt?: string | null;
  readonly seq: number;
}

export interface OfferPage {
  readonly notifications: readonly Offer[];
  readonly cursor: string;
  readonly reset: boolean;
}
