// Soft tones, made here; a browser lets a page sound only after it was touched once.
let audio = null;

for (const touch of ["pointerdown", "keydown"]) {
  addEventListener(touch, () => { audio ??= new AudioContext(); audio.resume(); }, { once: true });
}

// Each tone is [hertz, seconds from now].
export function sound(tones, loudness = 0.2) {
  if (!navigator.userActivation.hasBeenActive) return;
  audio ??= new AudioContext();
  for (const [pitch, delay] of tones) {
    const start = audio.currentTime + delay;
    const tone = new OscillatorNode(audio, { frequency: pitch });
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.linearRampToValueAtTime(loudness, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.6);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.6);
  }
}
