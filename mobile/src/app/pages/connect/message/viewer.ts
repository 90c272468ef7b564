import { Component, input, output } from '@angular/core';
import { IonIcon, IonModal } from '@ionic/angular';
import { Say } from '../../../core/words';
import { Zoom } from './zoom';

/** A picture on the whole screen. */
@Component({
  selector: 'app-viewer',
  imports: [IonIcon, IonModal, Say, Zoom],
  template: `
    <ion-modal [isOpen]="isOpen()" (didDismiss)="closed.emit()" class="viewer" [attr.aria-label]="alt()">
      <ng-template>
        <div class="ground">
          <img [src]="address()" [alt]="alt()" appZoom (pulled)="closed.emit()" />
          <button type="button" (click)="closed.emit()" [attr.aria-label]="'message.close' | say">
            <ion-icon name="close" aria-hidden="true" />
          </button>
        </div>
      </ng-template>
    </ion-modal>
  `,
  styleUrl: './viewer.scss',
})
export class Viewer {
  readonly address = input.required<string>();
  readonly alt = input.required<string>();
  readonly isOpen = input(false);
  readonly closed = output();
}
