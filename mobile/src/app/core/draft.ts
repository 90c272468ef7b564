import type { Place, Reply } from './model';

/** A picture or another file, ready to be sent. */
export interface Upload {
  readonly mime: string;
  readonly bytes: number;
  readonly filename: string;
  readonly width?: number;
  readonly height?: number;
}

/** What the customer has said and the transcript does not show yet. */
export interface Draft {
  /** Made here and kept through every try: the server takes each id once. */
  readonly id: string;
  readonly at: string;
  readonly text?: string;
  readonly reply?: Reply;
  readonly location?: Place;
  readonly upload?: Upload;
  /** Set once the file is where it belongs. */
  readonly uploadId?: string;
  readonly state: 'waiting' | 'accepted' | 'failed';
  readonly failure?: 'refused' | 'tooBig' | 'lost';
}

export function newId(): string {
  return crypto.randomUUID();
}
