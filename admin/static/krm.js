// Only comfort: every page works without it.
"use strict";

// The menu folds away where the screen is narrow.
const knopf = document.querySelector(".menueknopf");
if (knopf) {
  const kopf = document.querySelector(".kopf");
  const falte = (zu) => {
    kopf.classList.toggle("zu", zu);
    knopf.setAttribute("aria-expanded", String(!zu));
  };
  knopf.hidden = false;
  falte(true);
  knopf.addEventListener("click", () => falte(!kopf.classList.contains("zu")));
}

// Help beside a form that is being filled opens in a tab of its own, so that nothing is lost.
const hilfe = document.querySelector("[data-hilfe]");
if (hilfe && document.querySelector("form[data-warnt]")) {
  hilfe.target = "_blank";
  hilfe.querySelector(".tab-hinweis").hidden = false;
}

// What unfolds in the menu closes on Escape, on a click elsewhere and when the focus has left it.
document.querySelectorAll(".untermenue").forEach((menue) => {
  const schliesse = () => menue.removeAttribute("open");
  menue.addEventListener("keydown", (ereignis) => {
    if (ereignis.key !== "Escape" || !menue.open) return;
    schliesse();
    menue.querySelector("summary").focus();
  });
  menue.addEventListener("focusout", (ereignis) => {
    if (ereignis.relatedTarget && !menue.contains(ereignis.relatedTarget)) schliesse();
  });
  document.addEventListener("click", (ereignis) => {
    if (!menue.contains(ereignis.target)) schliesse();
  });
});

// What went wrong is read first; a link to a field opens the group it lies in.
document.querySelector("[data-fokus]")?.focus();
document.querySelectorAll(".fehlerliste a").forEach((link) => {
  link.addEventListener("click", (ereignis) => {
    const feld = document.getElementById(link.hash.slice(1));
    if (!feld) return;
    ereignis.preventDefault();
    feld.closest("details")?.setAttribute("open", "");
    feld.focus();
  });
});

// Leaving a form with unsaved text asks first; typing keeps the session awake.
document.querySelectorAll("form[data-warnt]").forEach((formular) => {
  let offen = formular.hasAttribute("data-offen"); // what was sent and came back unsaved
  let zuletzt = Date.now();
  formular.addEventListener("input", () => {
    offen = true;
    if (Date.now() - zuletzt > 5 * 60 * 1000) {
      zuletzt = Date.now();
      fetch("/wach", { credentials: "same-origin" });
    }
  });
  formular.addEventListener("submit", (ereignis) => {
    const war = offen;
    offen = false;
    // A file comes and the page stays: what was not saved before is not saved now.
    if (ereignis.submitter?.hasAttribute("data-bleibt")) setTimeout(() => { offen = war; }, 3000);
  });
  window.addEventListener("beforeunload", (ereignis) => {
    if (offen) ereignis.preventDefault();
  });
});

// A run that is not finished yet: look again, without moving the reader.
const lauf = document.querySelector("[data-lauf]");
if (lauf) {
  const schaue = async () => {
    const antwort = await fetch(lauf.dataset.lauf, { credentials: "same-origin" });
    if (!antwort.ok) return;
    const stand = await antwort.json();
    if (stand.beendet) { window.location.reload(); return; }
    lauf.querySelector("progress").value = stand.anteil;
    lauf.querySelector(".schritt").textContent = stand.schritt;
    setTimeout(schaue, 2000);
  };
  setTimeout(schaue, 2000);
}

// Who types does not reach for the mouse: Ctrl and Enter press the form's main button.
document.addEventListener("keydown", (ereignis) => {
  if (ereignis.key !== "Enter" || !(ereignis.ctrlKey || ereignis.metaKey)) return;
  const formular = ereignis.target.closest("form") ?? document.querySelector("form[data-warnt]");
  const haupt = formular?.querySelector("button.btn-primary");
  if (!haupt || !("warnt" in formular.dataset)) return;
  ereignis.preventDefault();
  formular.requestSubmit(haupt);
});

// While a person's name is typed, her possible earlier cases appear below; nothing is kept.
document.querySelectorAll("form[data-frueher]").forEach((formular) => {
  const namen = ["name", "vorname", "kundennummer", "kontakt"];
  const ziel = formular.querySelector(".frueher");
  formular.addEventListener("change", async (ereignis) => {
    if (!namen.includes(ereignis.target.name)) return;
    const daten = new FormData();
    for (const name of ["csrf_token", ...namen]) {
      const feld = formular.elements[name];
      if (feld) daten.append(name, feld.value);
    }
    const antwort = await fetch(formular.dataset.frueher, {
      method: "POST", body: daten, credentials: "same-origin",
    });
    const seite = new DOMParser().parseFromString(await antwort.text(), "text/html");
    ziel.replaceChildren(...(seite.getElementById("fruehere")?.childNodes ?? []));
    if (!formular.elements.bezug_vorgang) {
      ziel.querySelectorAll("[data-bezug]").forEach((schalter) => schalter.remove());
    }
  });
  ziel.addEventListener("click", (ereignis) => {
    const nummer = ereignis.target.dataset.bezug;
    const feld = formular.elements.bezug_vorgang;
    if (!nummer || !feld) return;
    feld.closest("details")?.setAttribute("open", "");
    feld.value = nummer;
    feld.focus();
  });
});

// A mail dragged onto the form is taken at once.
document.querySelectorAll("form[data-ablegen]").forEach((formular) => {
  const feld = formular.querySelector("input[type=file]");
  formular.addEventListener("dragover", (ereignis) => ereignis.preventDefault());
  formular.addEventListener("drop", (ereignis) => {
    ereignis.preventDefault();
    feld.files = ereignis.dataTransfer.files;
    if (feld.files.length) formular.requestSubmit();
  });
});
