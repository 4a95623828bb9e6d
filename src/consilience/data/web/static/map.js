// The movable map and the slider over its days. The drawn map stays where there is no WebGL or no library.
// No tile, glyph or sprite is asked for: borders come from this server, letters from the reader's own fonts.

const DAY = 86400000;

function hasWebGL() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

function load(library, style) {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = style;
  const script = document.createElement("script");
  script.src = library;
  document.head.append(sheet, script);
  return new Promise((resolve, reject) => {
    script.addEventListener("load", () => resolve(window.maplibregl));
    script.addEventListener("error", reject);
  });
}

const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// A circle of so many kilometres around a point, as a polygon: precision is drawn on the ground, not in pixels.
function circle([lon, lat], km) {
  const points = [];
  for (let i = 0; i <= 48; i += 1) {
    const turn = (2 * Math.PI * i) / 48;
    const dy = (km / 111.2) * Math.sin(turn);
    const dx = ((km / 111.2) * Math.cos(turn)) / Math.max(Math.cos((lat * Math.PI) / 180), 0.05);
    points.push([lon + dx, lat + dy]);
  }
  return [points];
}

function areas(features) {
  const seen = new Map();
  for (const feature of features) {
    if (feature.properties.radius) seen.set(feature.properties.place, feature);
  }
  return Array.from(seen.values(), (feature) => ({
    type: "Feature",
    properties: { place: feature.properties.place },
    geometry: { type: "Polygon", coordinates: circle(feature.geometry.coordinates, feature.properties.radius) },
  }));
}

const collection = (features) => ({ type: "FeatureCollection", features });

function layers() {
  const ink = color("--ink");
  const accent = color("--accent");
  const paper = color("--paper");
  const font = ["sans-serif"];
  return [
    { id: "sea", type: "background", paint: { "background-color": color("--sea") } },
    { id: "land", type: "fill", source: "borders", paint: { "fill-color": color("--land") } },
    { id: "border", type: "line", source: "borders", paint: { "line-color": color("--border"), "line-width": 0.9 } },
    { id: "area", type: "fill", source: "areas", paint: { "fill-color": accent, "fill-opacity": 0.09 } },
    { id: "area-line", type: "line", source: "areas", paint: { "line-color": accent, "line-dasharray": [3, 2] } },
    { id: "dot", type: "circle", source: "events",
      paint: { "circle-color": accent, "circle-opacity": 0.9, "circle-stroke-color": paper, "circle-stroke-width": 1.5,
        "circle-radius": ["case", ["has", "point_count"], ["min", ["+", 9, ["*", 3, ["ln", ["get", "point_count"]]]], 26], 6] } },
    { id: "number", type: "symbol", source: "events", filter: ["has", "point_count"],
      layout: { "text-field": ["get", "point_count_abbreviated"], "text-font": font, "text-size": 12, "text-allow-overlap": true },
      paint: { "text-color": paper } },
    { id: "place", type: "symbol", source: "names",
      layout: { "text-field": ["get", "place"], "text-font": font, "text-size": 12, "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 1.1, "text-justify": "auto" },
      paint: { "text-color": ink, "text-halo-color": color("--land"), "text-halo-width": 1.6 } },
  ];
}

function names(features) {
  const seen = new Map(features.map((feature) => [feature.properties.place, feature]));
  return Array.from(seen.values());
}

function frame(features) {
  const lons = features.map((f) => f.geometry.coordinates[0]);
  const lats = features.map((f) => f.geometry.coordinates[1]);
  return [[Math.min(...lons), Math.min(...lats)], [Math.max(...lons), Math.max(...lats)]];
}

function paragraph(feature) {
  const line = document.createElement("p");
  const open = document.createElement("a");
  open.href = feature.properties.href;
  open.textContent = feature.properties.summary;
  line.append(`${feature.properties.said}: `, open);
  return line;
}

async function popup(library, map, event) {
  const [hit] = map.queryRenderedFeatures(event.point, { layers: ["dot"] });
  if (!hit) return;
  let found = [hit];
  if (hit.properties.point_count) {
    found = await map.getSource("events").getClusterLeaves(hit.properties.cluster_id, 12, 0);
  }
  const box = document.createElement("div");
  box.className = "popup";
  box.append(...found.map(paragraph));
  new library.Popup({ maxWidth: "300px" }).setLngLat(hit.geometry.coordinates).setDOMContent(box).addTo(map);
}

function slide(figure, features, show) {
  const first = Date.parse(figure.dataset.first);
  const last = Date.parse(figure.dataset.last);
  if (!(last > first)) return;
  const box = figure.querySelector(".slider");
  const words = document.createElement("output");
  const make = (value) => {
    const input = document.createElement("input");
    Object.assign(input, { type: "range", min: "0", max: String((last - first) / DAY), step: "1", value: String(value) });
    return input;
  };
  const from = make(0);
  const until = make((last - first) / DAY);
  const day = (input) => new Date(first + Number(input.value) * DAY).toISOString().slice(0, 10);
  const say = (iso) => new Date(iso).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const update = (event) => {
    if (Number(from.value) > Number(until.value)) (event.target === from ? until : from).value = event.target.value;
    const since = day(from);
    const to = day(until);
    const all = Number(from.value) === 0 && until.value === until.max;
    const shown = all ? features : features.filter((f) => f.properties.day && f.properties.day <= to && f.properties.until >= since);
    for (const input of [from, until]) input.setAttribute("aria-valuetext", say(day(input)));
    words.textContent = `${since === to ? say(since) : `${say(since)} – ${say(to)}`}: ${shown.length} of ${features.length} on the map`;
    let beside = 0;
    for (const row of document.querySelectorAll(".beside .event")) {
      row.hidden = !all && !(row.dataset.day && row.dataset.day <= to && row.dataset.until >= since);
      beside += row.hidden ? 0 : 1;
    }
    const total = document.querySelector("[data-shown]");
    if (total) total.textContent = beside;
    show(shown);
  };
  from.addEventListener("input", update);
  until.addEventListener("input", update);
  const labelled = (text, input) => {
    const label = document.createElement("label");
    label.append(text, input);
    return label;
  };
  box.append(words, labelled("from ", from), labelled("until ", until));
  box.hidden = false;
  update({ target: until });
}

async function start(figure) {
  const features = JSON.parse(figure.dataset.features).features;
  const { library, worker, style, borders } = figure.dataset;
  if (!library || !worker || !hasWebGL()) {
    slide(figure, features, () => {});
    return;
  }
  const maplibre = await load(library, style);
  maplibre.setWorkerUrl(worker);
  const box = figure.querySelector(".movable");
  box.hidden = false;
  const map = new maplibre.Map({
    container: box,
    bounds: frame(features),
    fitBoundsOptions: { padding: 60, maxZoom: 8 },
    attributionControl: false,
    dragRotate: false,
    maxZoom: 12,
    style: {
      version: 8,
      sources: {
        borders: { type: "geojson", data: new URL(borders, location.href).href },
        areas: { type: "geojson", data: collection(areas(features)) },
        names: { type: "geojson", data: collection(names(features)) },
        events: { type: "geojson", data: collection(features), cluster: true, clusterRadius: 34, clusterMaxZoom: 12 },
      },
      layers: layers(),
    },
  });
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  map.addControl(new maplibre.ScaleControl());
  map.getCanvas().setAttribute("aria-label", "Map of events; the list beside or below holds the same events");
  map.on("click", "dot", (event) => popup(maplibre, map, event));
  map.on("mouseenter", "dot", () => { map.getCanvas().style.cursor = "pointer"; });
  map.on("mouseleave", "dot", () => { map.getCanvas().style.cursor = ""; });
  map.once("load", () => {
    figure.querySelector(".drawn").hidden = true;
    figure.dataset.ready = "true";
    slide(figure, features, (shown) => {
      map.getSource("events").setData(collection(shown));
      map.getSource("areas").setData(collection(areas(shown)));
      map.getSource("names").setData(collection(names(shown)));
    });
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const layer of layers()) {
      for (const [name, value] of Object.entries(layer.paint)) map.setPaintProperty(layer.id, name, value);
    }
  });
}

export function startMaps() {
  for (const figure of document.querySelectorAll("[data-map]")) {
    start(figure).catch(() => { figure.querySelector(".movable").hidden = true; });
  }
}
