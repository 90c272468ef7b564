import { addIcons } from 'ionicons';
import {
  add, alertCircle, arrowDown, bag, camera, chatbubbles, checkmark, checkmarkDone, close, closeCircleOutline, cloudOffline,
  copyOutline, cube, documentTextOutline, downloadOutline, ellipsisVertical, gift, headset, heart, imageOutline, imagesOutline, leaf, locationOutline, notifications,
  open, person, personCircleOutline, pricetags, qrCodeOutline, refresh, send, sparkles, star, storefront, ticket, timeOutline, trashOutline, warning,
} from 'ionicons/icons';

/** The icons that the app and `config.json` may name; no others are in the bundle. */
export function registerIcons(): void {
  addIcons({
    add, alertCircle, arrowDown, bag, camera, chatbubbles, checkmark, checkmarkDone, close, closeCircleOutline, cloudOffline,
    copyOutline, cube, documentTextOutline, downloadOutline, ellipsisVertical, gift, headset, heart, imageOutline, imagesOutline, leaf, locationOutline, notifications,
    open, person, personCircleOutline, pricetags, qrCodeOutline, refresh, send, sparkles, star, storefront, ticket, timeOutline, trashOutline, warning,
  });
}
