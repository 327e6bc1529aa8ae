// The picture of one channel, from our own address: as a transport stream or as HLS, and why not where the browser cannot.
(() => {
  'use strict';

  // What the browser is asked about each codec (RFC 6381); MPEG-2 and DTS are in no browser's list.
  const TYPES = {
    h264: 'video/mp4; codecs="avc1.640028"',
    hevc: 'video/mp4; codecs="hvc1.1.6.L120.90"',
    aac: 'audio/mp4; codecs="mp4a.40.2"',
    'mpeg-audio': 'audio/mpeg',
    ac3: 'audio/mp4; codecs="ac-3"',
    eac3: 'audio/mp4; codecs="ec-3"',
  };
  const HINTS = {
    'mpeg2-video': 'No browser has one.',
    hevc: 'Safari has one, and others where the graphics card does it.',
    ac3: 'Safari and Edge mostly have one, Chrome and Firefox have none.',
    eac3: 'Safari and Edge mostly have one, Chrome and Firefox have none.',
  };
  const source = window.ManagedMediaSource || window.MediaSource;
  const decodes = (codec) => codec.startsWith('other') || Boolean(TYPES[codec] && source && source.isTypeSupported(TYPES[codec]));

  document.addEventListener('DOMContentLoaded', () => {
    const video = document.querySelector('video[data-ts]');
    const panel = document.getElementById('panel');
    if (!video) return;
    const say = (text) => { document.getElementById('told').textContent = text; };
    const tell = (parts) => { document.getElementById('media').textContent = parts.filter(Boolean).join(', '); };
    const chosen = () => document.querySelector('input[name=way]:checked').value;
    let running; // what is to be ended before something else begins
    let way = '';
    let turn = 0;
    let tried = new Set();
    let silent = false;
    let beyond = false;
    let complaint = '';

    function stop() {
      turn += 1;
      if (running) running();
      running = undefined;
    }

    function load(address) {
      return new Promise((done, failed) => {
        if (document.querySelector(`script[src="${address}"]`)) {
          done();
          return;
        }
        const script = document.createElement('script');
        script.src = address;
        script.onload = done;
        script.onerror = () => failed(new Error('the player could not be loaded'));
        document.head.append(script);
      });
    }

    function giveUp() {
      beyond = true;
      stop();
      say(`${complaint} Open it in another player.`);
      document.getElementById('elsewhere').open = true;
    }

    function play() {
      const begun = video.play();
      if (begun) begun.catch((why) => { if (why.name === 'NotAllowedError') say('Press play.'); });
    }

    // Something is wrong: the other way may do, if nobody chose this one.
    function fail(text) {
      const other = way === 'ts' ? 'hls' : 'ts';
      stop();
      if (silent) {
        giveUp();
        return;
      }
      if (chosen() === 'auto' && !tried.has(other) && !beyond) start(other);
      else say(text);
    }

    async function stream(mine) {
      await load(video.dataset.tsScript);
      if (mine !== turn) return;
      if (!window.mpegts || !mpegts.getFeatureList().mseLivePlayback) {
        fail('This browser cannot play a transport stream: choose HLS, or another player.');
        return;
      }
      mpegts.LoggingControl.enableAll = false; // the page says what is wrong
      const player = mpegts.createPlayer(
        { type: 'mpegts', isLive: true, url: new URL(video.dataset.ts, location.href).href },
        { enableWorker: false, liveBufferLatencyChasing: true, autoCleanupSourceBuffer: true },
      );
      running = () => player.destroy();
      player.on(mpegts.Events.MEDIA_INFO, (info) => tell([
        info.width && `${info.width} × ${info.height}`, info.fps && `${Math.round(info.fps * 100) / 100} pictures a second`]));
      // Later: a player that is told of its trouble cannot be ended meanwhile.
      player.on(mpegts.Events.ERROR, (kind, detail, info) => setTimeout(() => {
        if (mine !== turn) return;
        fail(/codec|unsupported|MediaMSEError/i.test(`${kind} ${detail}`)
          ? 'This browser cannot decode this channel: open it in another player.'
          : (info && info.code >= 500) || /HttpStatusCode/.test(detail)
            ? 'The channel did not come on air. The page On air says why.'
            : 'The stream ended.');
      }));
      player.attachMediaElement(video);
      player.load();
      play();
    }

    async function playlist(mine) {
      const address = new URL(video.dataset.hls, location.href).href;
      await load(video.dataset.hlsScript);
      if (mine !== turn) return;
      if (window.Hls && Hls.isSupported()) {
        const player = new Hls({ enableWorker: false, manifestLoadingTimeOut: 30000, backBufferLength: 30 });
        running = () => player.destroy();
        player.on(Hls.Events.MANIFEST_PARSED, play);
        player.on(Hls.Events.FRAG_BUFFERED, () => tell([video.videoWidth && `${video.videoWidth} × ${video.videoHeight}`]));
        player.on(Hls.Events.ERROR, (event, trouble) => {
          if (mine !== turn || !trouble.fatal) return;
          fail(/codec|Codec|buffer(Add|Append)/.test(trouble.details)
            ? 'This browser cannot decode this channel: open it in another player.'
            : trouble.type === Hls.ErrorTypes.NETWORK_ERROR
              ? 'The channel did not come on air. The page On air says why.'
              : 'The stream ended.');
        });
        player.loadSource(address);
        player.attachMedia(video);
      } else if (video.canPlayType('application/vnd.apple.mpegurl')) {
        running = () => { video.removeAttribute('src'); video.load(); };
        video.src = address;
        play();
      } else {
        fail('This browser cannot play HLS: choose the transport stream, or another player.');
      }
    }

    function start(next) {
      stop();
      way = next;
      tried.add(next);
      tell([]);
      say('Waiting for the picture.');
      video.dataset.way = next;
      (next === 'ts' ? stream : playlist)(turn).catch((why) => say(`That did not work: ${why.message}.`));
    }

    // What the server knows of the codecs, against what the browser says of itself.
    function judge() {
      const marks = [...panel.querySelectorAll('[data-codec]')];
      const bad = (kind) => {
        const some = marks.filter((each) => each.dataset.video === kind);
        return some.length > 0 && some.every((each) => !decodes(each.dataset.codec)) ? some[0] : undefined;
      };
      const picture = bad('yes');
      const sound = bad('no');
      const why = (mark, what) => `This browser has no decoder for ${mark.textContent.trim()}, ${what}. ${HINTS[mark.dataset.codec] || ''}`.trim();
      if (picture && !beyond) {
        complaint = why(picture, 'in which this channel’s picture is');
        giveUp();
      } else if (sound && !silent && !beyond) {
        silent = true;
        complaint = why(sound, 'in which this channel’s sound is');
        start('hls'); // hls.js leaves out what it cannot use; mpegts.js stops at it
        say(`${complaint} The picture plays without it; another player has both.`);
      }
    }

    video.addEventListener('playing', () => { if (!silent) say(`Playing, ${way === 'ts' ? 'as a transport stream' : 'as HLS'}.`); });
    video.addEventListener('waiting', () => { if (!silent && !beyond) say('Waiting for the picture.'); });
    document.querySelectorAll('input[name=way]').forEach((radio) => radio.addEventListener('change', () => {
      tried = new Set();
      if (!beyond) start(chosen() === 'hls' ? 'hls' : 'ts');
    }));
    new MutationObserver(judge).observe(panel, { childList: true, subtree: true, attributes: true });
    document.addEventListener('htmx:afterSwap', () => document.querySelectorAll('[data-scheme]').forEach((link) => {
      link.setAttribute('href', `${link.dataset.scheme}://${document.getElementById('line-play').textContent.trim()}`);
    }));
    start(chosen() === 'hls' ? 'hls' : 'ts');
    judge();
    addEventListener('pagehide', stop);
  });
})();
