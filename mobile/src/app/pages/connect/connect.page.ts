import { Component, computed, effect, inject, input, signal } from '@angular/core';
import {
  AlertController, IonButton, IonButtons, IonContent, IonHeader, IonIcon, IonTitle, IonToolbar, type ViewDidEnter, type ViewWillEnter, type ViewWillLeave,
} from '@ionic/angular';
import { Choices } from '../../core/choices';
import { ChatStore } from '../../core/chat-store';
import { Notices } from '../../core/notices';
import { Notifications } from '../../core/notifications';
import { Outbox } from '../../core/outbox';
import { SETTINGS } from '../../core/settings';
import { timelineOf } from '../../core/timeline';
import { asText } from '../../core/transcript-text';
import { Times } from '../../core/times';
import { Own, Say, Words } from '../../core/words';
import { Connection } from '../../platform/connection';
import { Documents } from '../../platform/documents';
import { TroubleBanner } from '../../shared/trouble-banner';
import { Composer } from './composer';
import { Greeting } from './greeting';
import { PushQuestion } from './push-question';
import { TranscriptView } from './transcript-view';
import { Typing } from './typing';
import { UnreadMark } from './unread-mark';

@Component({
  selector: 'app-connect',
  imports: [
    Composer, Greeting, IonButton, IonButtons, IonContent, IonHeader, IonIcon, IonTitle, IonToolbar, Own, PushQuestion, Say, TranscriptView, TroubleBanner, Typing,
  ],
  providers: [UnreadMark],
  templateUrl: './connect.page.html',
  styleUrl: './connect.page.scss',
})
export class ConnectPage implements ViewWillEnter, ViewDidEnter, ViewWillLeave {
  private readonly words = inject(Words);
  private readonly times = inject(Times);
  private readonly choices = inject(Choices);
  private readonly alerts = inject(AlertController);
  private readonly documents = inject(Documents);
  private readonly notices = inject(Notices);
  private readonly outbox = inject(Outbox);
  private readonly mark = inject(UnreadMark);
  private readonly visible = inject(Connection).visible;
  private readonly isEntered = signal(false);
  protected readonly settings = inject(SETTINGS);
  protected readonly notifications = inject(Notifications);
  protected readonly chat = inject(ChatStore);

  /** The message that a notification leads to; from the address. */
  readonly message = input<string>();

  protected readonly rows = computed(() => timelineOf(this.chat.entries(), this.mark.key()));
  protected readonly isWatched = computed(() => this.isEntered() && this.visible());
  protected readonly isEmpty = computed(() => this.chat.answeredAt() > 0 && this.chat.entries().length === 0);
  protected readonly isTyping = computed(() => this.chat.typingUntil() > this.times.soon());
  protected readonly mayAskForPush = computed(
    () => this.notifications.mayAsk() && this.chat.entries().some(({ author }) => author === 'customer'),
  );

  constructor() {
    effect(() => {
      if (this.isWatched()) void this.notifications.clear();
    });
  }

  ionViewWillEnter(): void {
    this.chat.look(true);
    this.mark.set();
  }

  ionViewDidEnter(): void {
    this.isEntered.set(true);
  }

  ionViewWillLeave(): void {
    this.isEntered.set(false);
    this.chat.look(false);
    this.mark.clear();
  }

  protected say(text: string): void {
    void this.outbox.say({ text });
  }

  protected async more(): Promise<void> {
    await this.choices.offer('chat.more', [
      { text: 'chat.save', icon: 'download-outline', act: () => this.save() },
      { text: 'chat.end', icon: 'close-circle-outline', isDangerous: true, act: () => void this.askToEnd() },
    ]);
  }

  private save(): void {
    this.documents.save('conversation.txt', asText(this.chat.entries(), this.words, this.times));
  }

  /** What becomes of it is told when the question is gone: two things above one another confuse the focus. */
  private async askToEnd(): Promise<void> {
    const alert = await this.alerts.create({
      header: this.words.of('chat.endAsk'),
      message: this.words.of('chat.endText'),
      buttons: [
        { text: this.words.of('message.cancel'), role: 'cancel' },
        { text: this.words.of('chat.end'), role: 'destructive' },
      ],
    });
    await alert.present();
    const { role } = await alert.onDidDismiss();
    if (role === 'destructive') await this.end();
  }

  private async end(): Promise<void> {
    await this.chat.end().catch(() => this.notices.tell('chat.notEnded'));
  }
}
