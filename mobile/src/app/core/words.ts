import { inject, Injectable, InjectionToken, Pipe, PipeTransform } from '@angular/core';
import { en, type Catalogue, type TextKey } from '../texts/en';
import type { Phrase } from './settings';

export interface Texts {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly catalogue: Catalogue;
}

export type TextValues = Readonly<Record<string, string | number>>;

export const TEXTS = new InjectionToken<Texts>('texts');

const CATALOGUES: Readonly<Record<string, () => Promise<Catalogue>>> = {
  en: () => Promise.resolve(en),
  sv: () => import('../texts/sv').then(({ sv }) => sv),
  es: () => import('../texts/es').then(({ es }) => es),
  ar: () => import('../texts/ar').then(({ ar }) => ar),
};

/** The first of these languages that there is a catalogue for; English if there is none. */
export async function loadTexts(wanted: string | readonly string[]): Promise<Texts> {
  const tags = [wanted].flat();
  const language = tags.find((tag) => base(tag) in CATALOGUES) ?? 'en';
  const load = CATALOGUES[base(language)] ?? (() => Promise.resolve(en));
  return { language, direction: base(language) === 'ar' ? 'rtl' : 'ltr', catalogue: await load() };
}

function base(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? tag;
}

/** Says things in the customer's language. */
@Injectable({ providedIn: 'root' })
export class Words {
  private readonly texts = inject(TEXTS);
  private readonly plural = new Intl.PluralRules(this.texts.language);
  private readonly number = new Intl.NumberFormat(this.texts.language);

  readonly language = this.texts.language;

  /** A text of the catalogue; `count` chooses the plural form and, as all values, fills its place. */
  of(key: TextKey, values: TextValues = {}): string {
    const text = this.texts.catalogue[key];
    const form = typeof text === 'string' ? text : (text[this.plural.select(Number(values.count))] ?? text.other);
    return form.replace(/\{(\w+)\}/g, (_, name: string) => this.value(values[name]));
  }

  /** A company's own text. */
  own(phrase: Phrase): string {
    return typeof phrase === 'string' ? phrase : (phrase[base(this.language)] ?? phrase.en ?? '');
  }

  private value(value: string | number | undefined): string {
    return typeof value === 'number' ? this.number.format(value) : (value ?? '');
  }
}

/** `{{ 'chat.send' | say }}` */
@Pipe({ name: 'say' })
export class Say implements PipeTransform {
  private readonly words = inject(Words);

  transform(key: TextKey, values?: TextValues): string {
    return this.words.of(key, values);
  }
}

/** `{{ settings.brand.name | own }}` */
@Pipe({ name: 'own' })
export class Own implements PipeTransform {
  private readonly words = inject(Words);

  transform(phrase: Phrase): string {
    return this.words.own(phrase);
  }
}
