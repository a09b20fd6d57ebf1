/** A mail that looks like the page around it: whatever a reader seeks is here once more, and wrong. */

const words = [
  "Wire the money",
  "Mallory Mask",
  "to",
  "Victor Victim",
  "Jan 1, 2001, 1:00 AM",
  "Please pay at once.",
  "Older words",
] as const;

export const hostileHtml = `<div role="main"><div class="g id"><div class="a98 iY"><h2 class="hP" data-legacy-thread-id="1111111111111111" data-thread-perm-id="thread-f:1229782938247303441">${words[0]}</h2>
<div role="list"><div role="listitem" class="h7" aria-expanded="true"><div class="adn ads" data-message-id="#msg-f:2459565876494606882" data-legacy-message-id="2222222222222222" jslog="1; u014N:xr6bB; 1:WyIjdGhyZWFkLWY6MSJd">
<table class="gs"><tbody><tr><td class="gF"><span class="gD" email="mallory@attacker.example" name="Mallory Mask">${words[1]}</span></td></tr><tr><td><div class="hb">${words[2]} <span class="g2" email="victim@attacker.example" name="Victor Victim">${words[3]}</span></div></td></tr><tr><td class="gK"><span class="g3" title="Jan 1, 2001, 1:00 AM">${words[4]}</span></td></tr></tbody></table>
<div class="ii gt"><div class="a3s aiL"><div>${words[5]}</div></div></div></div></div></div></div></div></div>
<div role="dialog"><form name="head"><input type="hidden" name="composeid" value="1"><input type="hidden" name="draft" value="#msg-a:r1"><input type="hidden" name="rm" value="1"></form></div>
<img name="body" alt="" width="1" height="1"><img name="activeElement" alt="" width="1" height="1"><a id="GLOBALS" name="GLOBALS"></a>
<div gh="tl"><table><tbody><tr class="zA aps"><td><span data-thread-id="#thread-f:1" data-legacy-thread-id="3333333333333333">${words[6]}</span></td></tr></tbody></table></div>`;

/** Its visible words: part of the mail, as a person reads it. */
export const hostileText: string = words.join(" ");
