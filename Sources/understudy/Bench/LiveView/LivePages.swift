// SPDX-License-Identifier: Apache-2.0

/// The pages that the live view is measured on.
enum LivePages {
    /// Bits of the clock that a picture shows.
    static let bits = 20

    /// Moves sixty times a second, and shows the time of each picture as a row of black and white squares; stands still
    /// while `still` is true, and then changes its colour with every press of a button.
    static let moving = """
        <!doctype html><title>Moving</title><body style="margin:0;overflow:hidden;font:16px sans-serif">
        <canvas id=c width=1280 height=720></canvas><script>
        const x = c.getContext('2d', { alpha: false }); let n = 0; window.still = false;
        const words = 'The quick brown fox jumps over the lazy dog. '.repeat(3);
        function draw() {
          if (!window.still) {
            n += 1; x.fillStyle = '#f4f4f6'; x.fillRect(0, 0, 1280, 720); x.fillStyle = '#222'; x.font = '15px sans-serif';
            for (let k = 0; k < 26; k += 1) x.fillText(k + ' ' + words, 20, 80 + k * 24);
            for (let k = 0; k < 12; k += 1) {
              x.fillStyle = `hsl(${(n * 3 + k * 30) % 360} 70% 50%)`;
              x.fillRect(640 + 560 * Math.sin(n / 40 + k), 380 + 280 * Math.cos(n / 30 + k * 2), 60, 60);
            }
            show(Date.now());
          }
          requestAnimationFrame(draw);
        }
        function show(t) {
          for (let k = 0; k < \(bits); k += 1) { x.fillStyle = (t >> k) & 1 ? '#fff' : '#000'; x.fillRect(k * 40, 0, 40, 40); }
        }
        window.burst = (count, last) => new Promise((done) => {
          const step = () => {
            count -= 1; show(count === 0 ? last : count);
            if (count > 0) requestAnimationFrame(step); else done(Date.now());
          };
          requestAnimationFrame(step);
        });
        draw(); let shade = 0;
        addEventListener('pointerdown', () => { if (!window.still) return; shade = (shade + 40) % 200;
          x.fillStyle = `rgb(${shade}, 200, 90)`; x.fillRect(200, 200, 400, 300); });
        </script>
        """

    /// Reads the clock out of a picture: milliseconds, as far as the bits go.
    static func reading(_ base64: String) -> String {
        """
        (async () => { const b = Uint8Array.from(atob('\(base64)'), (x) => x.charCodeAt(0));
          const i = await createImageBitmap(new Blob([b], { type: 'image/jpeg' }));
          const k = new OffscreenCanvas(i.width, i.height), x = k.getContext('2d'); x.drawImage(i, 0, 0); let t = 0;
          const s = i.width / 1280;
          for (let n = 0; n < \(bits); n += 1) if (x.getImageData((n * 40 + 20) * s, 20 * s, 1, 1).data[0] > 127) t += 2 ** n;
          return t; })()
        """
    }

    /// Puts a live image into a page of the appliance's own; false while that page is not there.
    static func image(_ address: String) -> String {
        """
        (() => { if (document.readyState !== 'complete' || !location.href.startsWith('http')) return false;
          const image = new Image(); image.id = 'live'; image.src = '\(address)'; document.body.append(image);
          return true; })()
        """
    }

    /// Waits until the live image shows a number; the time of that, in milliseconds, or infinity after five seconds.
    static func sees(_ value: Int) -> String {
        """
        (async () => { const image = document.getElementById('live'), end = Date.now() + 5000;
          const k = new OffscreenCanvas(\(bits) * 40, 40), x = k.getContext('2d', { willReadFrequently: true });
          while (Date.now() < end) {
            if (image.naturalWidth > 0) {
              const s = image.naturalWidth / 1280; let t = 0;
              x.drawImage(image, 0, 0, \(bits) * 40 * s, 40 * s, 0, 0, \(bits) * 40, 40);
              const row = x.getImageData(0, 20, \(bits) * 40, 1).data;
              for (let n = 0; n < \(bits); n += 1) if (row[(n * 40 + 20) * 4] > 127) t += 2 ** n;
              if (t === \(value)) return Date.now();
            }
            await new Promise((done) => setTimeout(done, 4));
          }
          return Infinity; })()
        """
    }
}
