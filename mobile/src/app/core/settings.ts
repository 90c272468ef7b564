import { InjectionToken } from '@angular/core';

/** A text of the company's own: one for all languages, or one per language with `en` as the last resort. */
export type Phrase = string | Readonly<Record<string, string>>;

export interface TabSettings {
  readonly label?: Phrase;
  /** The name of an icon in `icons.ts`, or the address of an SVG file. */
  readonly icon?: string;
}

export interface Product {
  readonly name: Phrase;
  readonly text: Phrase;
  readonly price: Phrase;
  readonly picture: string;
  readonly pictureAlt: Phrase;
  readonly link?: string;
  readonly details: readonly { readonly icon: string; readonly label: Phrase }[];
}

/** What makes the app a company's own; read from `config.json` when it starts. */
export interface Settings {
  readonly brand: {
    readonly name: Phrase;
    readonly mark: string;
    readonly colours: { readonly light: string; readonly dark: string };
  };
  readonly tabs: { readonly shop: TabSettings; readonly connect: TabSettings; readonly offers: TabSettings };
  readonly product: Product;
  /** Where the API is; empty means where the app comes from. */
  readonly apiBase: string;
  /** Origins beside the API's that pictures and files may come from and go to. */
  readonly mediaOrigins: readonly string[];
  readonly integrationId: string;
  readonly offersIntegrationId: string;
  /** `host`: the app around this one tells user and token; `local`: the local stack's issuer. */
  readonly signIn: 'host' | 'local';
  /** Whether the agent may see that the customer is typing. */
  readonly typing: boolean;
  /** Instead of the phone's language. */
  readonly language?: string;
}

export const SETTINGS = new InjectionToken<Settings>('settings');

/** @throws Error if the file is missing or does not say which integrations to talk to */
export async function loadSettings(): Promise<Settings> {
  const answer = await fetch('config.json', { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`config.json answers ${answer.status}`);
  const settings = (await answer.json()) as Partial<Settings>;
  for (const name of ['integrationId', 'offersIntegrationId', 'signIn', 'brand', 'tabs', 'product'] as const) {
    if (!settings[name]) throw new Error(`config.json lacks ${name}`);
  }
  return { apiBase: '', mediaOrigins: [], typing: true, ...settings } as Settings;
}
