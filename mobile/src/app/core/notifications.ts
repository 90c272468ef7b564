import { inject, Injectable, signal } from '@angular/core';
import { Router } from '@angular/router';
import { AppLinks } from '../platform/app-links';
import { Keep } from '../platform/keep';
import { Push, type Tap } from '../platform/push';
import { Api } from './api';
import { ChatStore } from './chat-store';
import { newId } from './draft';
import { OfferStore } from './offer-store';
import { Words } from './words';

const DEVICE = 'device';
const DECLINED = 'push-declined';
const APP_VERSION = '1.0.0';

/** Pushes: whether they are wanted, where they go and what a tap on one opens. */
@Injectable({ providedIn: 'root' })
export class Notifications {
  private readonly push = inject(Push);
  private readonly links = inject(AppLinks);
  private readonly api = inject(Api);
  private readonly keep = inject(Keep);
  private readonly chat = inject(ChatStore);
  private readonly offers = inject(OfferStore);
  private readonly words = inject(Words);
  private readonly router = inject(Router);
  private readonly question = signal(false);

  /** Whether it makes sense to ask the customer now. */
  readonly mayAsk = this.question.asReadonly();

  async open(): Promise<void> {
    void this.links.listen((url) => void this.router.navigateByUrl(`/${url.host}${url.pathname}${url.search}`));
    if (!this.push.isPossible) return;
    await this.push.listen({
      token: (token) => void this.tell(token),
      tapped: (tap) => this.follow(tap),
      arrived: () => this.chat.refresh(),
    });
    const permission = await this.push.permission();
    if (permission === 'granted') await this.push.register();
    this.question.set(permission === 'open' && !(await this.keep.read(DECLINED)));
  }

  async accept(): Promise<void> {
    this.question.set(false);
    if ((await this.push.ask()) === 'granted') await this.push.register();
  }

  async decline(): Promise<void> {
    this.question.set(false);
    await this.keep.write(DECLINED, true);
  }

  /** What was pushed is seen now. */
  async clear(): Promise<void> {
    if (this.push.isPossible) await this.push.clear();
  }

  /** Called before somebody signs out: the next push is not for who comes next. */
  async forget(): Promise<void> {
    const id = await this.keep.read<string>(DEVICE);
    if (id && this.push.isPossible) await this.api.call('DELETE', `${this.api.devices}/${id}`);
  }

  private async tell(token: string): Promise<void> {
    const id = (await this.keep.read<string>(DEVICE)) ?? newId();
    await this.keep.write(DEVICE, id);
    const device = { platform: this.push.platform, token, locale: this.words.language, appVersion: APP_VERSION };
    await this.api.call('PUT', `${this.api.devices}/${id}`, { body: device });
  }

  private follow({ kind, messageId }: Tap): void {
    this.chat.refresh();
    this.offers.refresh();
    const isOffer = kind === 'offer';
    const queryParams = messageId && !isOffer ? { message: messageId } : {};
    void this.router.navigate([isOffer ? '/offers' : '/connect'], { queryParams });
  }
}
