// The film of a title's page: says why, where the browser cannot play it.
(() => {
  'use strict';
  document.addEventListener('DOMContentLoaded', () => {
    const video = document.querySelector('video[data-film]');
    const told = document.getElementById('told');
    if (!video) return;
    const say = (text) => { told.textContent = text; };
    video.addEventListener('playing', () => say('Playing.'));
    video.addEventListener('waiting', () => say('Waiting for the picture.'));
    video.addEventListener('error', async () => {
      // The browser does not tell its script what the server answered, so it is asked for one byte.
      let status = 0;
      try {
        const answer = await fetch(video.src, { headers: { Range: 'bytes=0-0' } });
        status = answer.status;
        await answer.body.cancel();
      } catch { /* the server itself is away */ }
      say(status >= 200 && status < 300
        ? 'This browser has no decoder for this file (HEVC and AC-3 are the usual ones): open its address in a player instead.'
        : status === 503 ? 'The provider has no connection left.'
          : status === 404 ? 'The provider does not have this file.' : 'The provider does not answer.');
    });
  });
})();
