// How people begin when they put right what was just said to them, in the languages that teams are likely to write in.
const correcting =
  /^(?:@\w+[\s,:]*)?(?:no|nope|nah|wrong|incorrect|actually|not quite|not really|that(?:'s| is| was) (?:not|wrong|outdated|old|incorrect)|it(?:'s| is) not|outdated|please (?:don'?t|stop|never)|shorter|longer|less|more|i (?:said|meant|asked)|nein|falsch|stimmt nicht|doch nicht|eigentlich|não|nao|errado|na verdade|non|c'est faux|en fait|incorrecto|en realidad|sbagliato)\b/iu;

/** Whether a text begins as people do who put right what was just said to them. */
export function soundsLikeCorrection(text: string): boolean {
  const plain = text.replaceAll("’", "'");
  return (
    correcting.test(plain) &&
    !/^(?:@\w+[\s,:]*)?no (?:problem|worries|need|rush|thanks|thank|idea)\b/iu.test(plain)
  );
}
