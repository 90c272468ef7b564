import { Component, computed, inject, input } from '@angular/core';
import { IonIcon } from '@ionic/angular';
import { Choices } from '../../../core/choices';
import { ChatStore } from '../../../core/chat-store';
import { Notices } from '../../../core/notices';
import type { EntryRow } from '../../../core/timeline';
import { Times } from '../../../core/times';
import { contentOf, nameOf } from '../../../core/transcript-text';
import { Say, Words } from '../../../core/words';
import type { TextKey } from '../../../texts/en';
import { Attachment } from './attachment';
import { LinkedText } from './linked-text';
import { LongPress } from './long-press';
import { OwnFile } from './own-file';
import { QuickReplies } from './quick-replies';
import { RichContent } from './rich-content';
import { Ticks } from './ticks';

const FAILURES: Readonly<Record<string, TextKey>> = { tooBig: 'state.tooBig', lost: 'state.lost' };

/** A message with what belongs to it: who says it, its state, and what can be done with it. */
@Component({
  // An attribute, so that the row is an item of the list.
  selector: 'li[app-message]',
  imports: [Attachment, IonIcon, LinkedText, LongPress, OwnFile, QuickReplies, RichContent, Say, Ticks],
  templateUrl: './message-row.html',
  styleUrl: './message-row.scss',
  host: {
    '[class.own]': 'isOwn()',
    '[class.first]': 'row().isFirst',
    '[class.last]': 'row().isLast',
    '[class.wide]': "entry().rich?.kind === 'carousel'",
    '[class.failed]': "entry().state === 'failed'",
  },
})
export class MessageRow {
  private readonly words = inject(Words);
  private readonly times = inject(Times);
  private readonly choices = inject(Choices);
  private readonly notices = inject(Notices);
  private readonly chat = inject(ChatStore);

  readonly row = input.required<EntryRow>();
  /** Whether it is the last word: only then it can be answered by a button. */
  readonly isNewest = input(false);

  protected readonly entry = computed(() => this.row().entry);
  protected readonly isOwn = computed(() => this.entry().author === 'customer');
  protected readonly name = computed(() => nameOf(this.entry(), this.words));
  protected readonly time = computed(() => this.times.timeOf(this.entry().at));
  protected readonly hasBubble = computed(() => {
    const { text, rich } = this.entry();
    return text !== '' || rich?.kind === 'qrCode' || rich?.kind === 'unknown';
  });
  protected readonly replies = computed(() => {
    const { rich } = this.entry();
    return this.isNewest() && rich?.kind === 'quickReplies' ? rich : undefined;
  });
  protected readonly why = computed(() => {
    const { failure = '' } = this.entry();
    return this.words.of(FAILURES[failure] ?? 'state.refused');
  });

  protected retry(): void {
    void this.chat.retry(this.entry());
  }

  protected remove(): void {
    void this.chat.remove(this.entry());
  }

  protected async menu(): Promise<void> {
    const copy = { text: 'message.copy', icon: 'copy-outline', act: () => void this.copy() } as const;
    await this.choices.offer('message.copy', [copy], this.times.exactly(this.entry().at));
  }

  private async copy(): Promise<void> {
    await navigator.clipboard.writeText(contentOf(this.entry(), this.words));
    await this.notices.tell('message.copied');
  }
}
