/** A photo as a phone makes it, with a note of the place in it, as a file to choose. */
export async function picture(browser, width, height) {
  const page = await browser.newPage();
  const base64 = await page.evaluate(async ([w, h]) => {
    const canvas = new OffscreenCanvas(w, h);
    const draw = canvas.getContext('2d');
    const sky = draw.createLinearGradient(0, 0, 0, h);
    for (const [part, colour] of [[0, '#f7c58b'], [0.45, '#e88f6a'], [0.46, '#6d8f88'], [1, '#274b47']]) sky.addColorStop(part, colour);
    draw.fillStyle = sky;
    draw.fillRect(0, 0, w, h);
    draw.fillStyle = '#fff3d6';
    draw.beginPath();
    draw.arc(w * 0.7, h * 0.3, h * 0.09, 0, 7);
    draw.fill();
    for (const [x, top, colour] of [[0.1, 0.26, '#3c5f59'], [0.42, 0.34, '#2f524c'], [0.8, 0.3, '#355852']]) {
      draw.fillStyle = colour;
      draw.beginPath();
      draw.moveTo(w * (x - 0.3), h * 0.62);
      draw.lineTo(w * x, h * top);
      draw.lineTo(w * (x + 0.3), h * 0.62);
      draw.fill();
    }
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
  }, [width, height]);
  await page.close();
  const plain = Buffer.from(base64, 'base64');
  const note = Buffer.from('Exif\0\0GPS-of-the-test');
  const header = Buffer.from([0xff, 0xe1, 0, note.length + 2]);
  return { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.concat([plain.subarray(0, 2), header, note, plain.subarray(2)]) };
}
