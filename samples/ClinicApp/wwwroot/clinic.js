const lists = Object.fromEntries(['patients', 'slots', 'appointments'].map(id => [id, document.getElementById(id)]));
const message = document.getElementById('message');

document.getElementById('search').addEventListener('submit', async event => {
  event.preventDefault();
  const found = await call('POST', 'patients/search', Object.fromEntries(new FormData(event.target)));
  if (!found) return;
  show('slots', []);
  show('patients', found, p => `${p.firstName} ${p.lastName}, born ${p.born}, number ${p.number}`, 'Choose a time', chooseTime);
  if (found.length === 0) message.textContent = 'The clinic knows nobody of that name and birth date.';
});

async function chooseTime(patient) {
  const slots = await call('GET', 'slots');
  if (slots) show('slots', slots, s => `${time(s.start)}, ${s.minutes} minutes`, 'Book', slot => book(patient, slot));
}

async function book(patient, slot) {
  show('slots', []);
  const request = { patientNumber: patient.number, start: slot.start, clinicianId: slot.clinician?.id };
  const appointment = await call('POST', 'appointments', request);
  if (appointment) show('appointments', [appointment], a => `Booked: ${time(a.start)}`, 'Cancel', cancel);
}

async function cancel(appointment) {
  if (await call('DELETE', `appointments/${appointment.number}`)) {
    show('appointments', []);
    message.textContent = 'Cancelled.';
  }
}

// The clinic's own time, whatever the visitor's zone.
const time = start => start.slice(0, 16).replace('T', ' ');

// The answer, or undefined after a failure, which is then shown as the server put it.
async function call(method, path, body) {
  message.textContent = '';
  const response = await fetch(path, { method, headers: { 'Content-Type': 'application/json' }, body: body && JSON.stringify(body) });
  if (response.status === 204) return true;
  const answer = await response.json();
  if (response.ok) return answer;
  message.textContent = [answer.title, answer.detail].filter(Boolean).join(' ');
}

function show(list, items, text, action, act) {
  lists[list].replaceChildren(...items.map(item => {
    const row = document.createElement('li');
    const button = document.createElement('button');
    row.textContent = text(item);
    button.textContent = action;
    button.addEventListener('click', () => act(item));
    row.append(button);
    return row;
  }));
}
