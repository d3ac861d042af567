/* Completes the field of a search with names from this site; a combobox with a list box, as WAI-ARIA describes it.
   Without it, or where an answer does not come, the field is the plain one that it was. */
"use strict";

(function () {
  const PAUSE = 150;
  const SHORTEST = 2;

  document.querySelectorAll("form[data-suggest]").forEach(complete);

  function complete(form) {
    const input = form.querySelector("input[name=q]");
    const list = made("div", { className: "suggestions", id: `${input.id}-suggestions`, hidden: true });
    const status = made("p", { className: "visually-hidden" });
    let options = [];
    let active = -1;
    let waiting = 0;
    let asking = null;

    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.dataset.label);
    status.setAttribute("role", "status");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    input.parentElement.classList.add("completing");
    input.parentElement.append(list);
    form.append(status);

    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, PAUSE);
    });
    input.addEventListener("keydown", press);
    input.addEventListener("blur", close);
    form.addEventListener("submit", close);
    // The field keeps the focus, so that pressing on a name does not close the list under the finger.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) go(option);
    });

    async function ask() {
      if (asking) asking.abort();
      const typed = input.value.trim();
      if (typed.length < SHORTEST) {
        close();
        return;
      }
      asking = new AbortController();
      try {
        const query = new URLSearchParams({ q: typed });
        const answer = await fetch(`${form.dataset.suggest}?${query}`, { signal: asking.signal });
        if (!answer.ok) throw new Error(String(answer.status));
        show(await answer.json());
      } catch {
        // Another answer is on its way, or none can be had: nobody needs to know.
        if (!asking.signal.aborted) close();
      }
    }

    function show(found) {
      if (document.activeElement !== input) return;
      options = [];
      active = -1;
      list.replaceChildren(...found.groups.map(group));
      status.textContent = found.said;
      open(options.length > 0);
    }

    function group(found, number) {
      const box = made("div");
      const label = made("p", { id: `${list.id}-${number}`, className: "note", textContent: found.label });
      box.setAttribute("role", "group");
      box.setAttribute("aria-labelledby", label.id);
      box.append(label, ...found.items.map(option));
      return box;
    }

    function option(found) {
      const one = made("div", { id: `${list.id}-option-${options.length}`, textContent: found.text });
      one.setAttribute("role", "option");
      one.setAttribute("aria-selected", "false");
      one.dataset.url = found.url;
      if (found.lang) one.lang = found.lang;
      options.push(one);
      return one;
    }

    function open(yes) {
      list.hidden = !yes;
      input.setAttribute("aria-expanded", String(yes));
      if (!yes) input.removeAttribute("aria-activedescendant");
    }

    function close() {
      clearTimeout(waiting);
      if (asking) asking.abort();
      active = -1;
      status.textContent = "";
      open(false);
    }

    function press(event) {
      if (event.isComposing) return;
      if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) ask();
        else move(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        go(options[active]);
      }
    }

    function move(step) {
      // One place more than there are options: in it, the reader is back at what was typed.
      const places = options.length + 1;
      if (active >= 0) options[active].setAttribute("aria-selected", "false");
      active = ((active + 1 + step + places) % places) - 1;
      if (active < 0) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      options[active].setAttribute("aria-selected", "true");
      options[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[active].id);
    }

    function go(option) {
      close();
      location.assign(option.dataset.url);
    }
  }

  function made(name, properties = {}) {
    return Object.assign(document.createElement(name), properties);
  }
})();
