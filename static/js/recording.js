/* Takes the player of a recording of this site to a moment when its time is pressed, without loading the page again.
   Without it, or where the recording is on another site, the times are the plain links that they were. */
"use strict";

(function () {
  const media = document.querySelector("#recording :is(audio, video)");
  if (!media) return;

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".transcript a[href], .chapters a[href]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const seconds = link.dataset.seconds ?? new URL(link.href).searchParams.get("t");
    if (seconds === null) return;
    event.preventDefault();
    light(link);
    play(Number(seconds));
  });

  function light(link) {
    const cue = link.closest(".transcript > li") ?? document.getElementById(new URL(link.href).hash.slice(1));
    if (!cue) return;
    document.querySelectorAll(".transcript > .matched").forEach((one) => one.classList.remove("matched"));
    cue.classList.add("matched");
    if (!link.closest(".transcript")) cue.scrollIntoView({ block: "nearest" });
    if (!link.dataset.seconds) history.replaceState(null, "", link.href);
  }

  function play(seconds) {
    // Before anything is loaded this is where it will begin.
    media.currentTime = seconds;
    // A browser that does not let a page play leaves the player at the moment, to be started by hand.
    media.play().catch(() => undefined);
  }
})();
