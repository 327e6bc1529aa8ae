// The picture of one channel, from our own address; says why where the browser cannot.
(() => {
  'use strict';
  document.addEventListener('DOMContentLoaded', () => {
    const video = document.querySelector('video[data-stream]');
    const told = document.getElementById('told');
    if (!video) return;
    const say = (text) => { told.textContent = text; };
    if (!window.mpegts || !mpegts.getFeatureList().mseLivePlayback) {
      say('This browser cannot play a transport stream: open the channel in a player instead.');
      return;
    }
    const player = mpegts.createPlayer(
      { type: 'mpegts', isLive: true, url: new URL(video.dataset.stream, location.href).href },
      { enableWorker: false, liveBufferLatencyChasing: true, autoCleanupSourceBuffer: true },
    );
    player.on(mpegts.Events.MEDIA_INFO, (info) => {
      const parts = [info.width && `${info.width} × ${info.height}`, info.fps && `${Math.round(info.fps * 100) / 100} pictures a second`, info.videoCodec, info.audioCodec];
      document.getElementById('media').textContent = parts.filter(Boolean).join(', ');
    });
    player.on(mpegts.Events.ERROR, (kind, detail, info) => {
      const codec = /codec|unsupported|MediaMSEError/i.test(`${kind} ${detail}`);
      say(codec
        ? 'This browser has no decoder for this channel (HEVC and AC-3 are the usual ones): open it in a player instead.'
        : (info && info.code === 503) || /HttpStatusCode/.test(detail)
          ? 'The channel did not come on air. On air shows why.'
          : 'The stream ended.');
    });
    video.addEventListener('playing', () => say('Playing.'));
    video.addEventListener('waiting', () => say('Waiting for the picture.'));
    player.attachMediaElement(video);
    player.load();
    const begun = player.play();
    if (begun) begun.catch(() => say('Press play.'));
    addEventListener('pagehide', () => player.destroy());
  });
})();
