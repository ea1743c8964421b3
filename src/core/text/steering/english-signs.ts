import { form, type SignForms, within } from "./signs.ts";

const assistant =
  "\\b(?:reverie|(?:the|this|an?|our|your) (?:assistant|bot|chatbot|ai|model|llm|agent)|assistants?|chatbots?|language models?|ai models?|llms?)\\b";

/** What an assistant does with its words. */
const utter =
  "(?:answer|reply|respond|say|state|tell|recommend|suggest|mention|include|cite|append|add|attach|insert|output|print|point|refer|direct|steer|send|link|quote|claim|assert|insist|confirm|deny|reveal|disclose|show|give|advise|warn|promote|endorse|present|describe|greet|sign|prefix|start|begin|end|close|finish|translate|speak|write|act|behave|pretend|assume|call|treat|consider|refuse|decline|approve|grant|forward|share|repeat|report|omit|hide|skip|leave out|withhold)";

const people =
  "(?:anyone|anybody|someone|somebody|everyone|everybody|people|users?|customers?|clients?|visitors?|colleagues?|employees?|members?|guests?|they|he|she|a person|a user|an? \\w+|the \\w+|\\w+)";

const asking =
  "(?:asks?|asked|asking|wants? to know|wonders?|inquires?|enquires?|requests?|mentions?|says?|types?|writes?|brings? up|talks? about|searches|queries|pings?|greets?|thanks?)";

/** Between a condition and what follows from it. */
const then = `(?:\\s*[,:;–—-]+\\s*(?:then |please |just |simply |always |only |first |you (?:must|should|will|shall|can|have to|need to) )*|\\s+(?:then |please |just |simply |always |you (?:must|should|will|shall|have to|need to) )+)`;

const never =
  "(?:never|don'?t|do not|does not|doesn'?t|must not|mustn'?t|should not|shouldn'?t|no need to|not to|avoid|stop|refrain from|without)";

/** The forms of each sign in English. */
export const englishSigns: readonly SignForms[] = [
  {
    sign: "overrides",
    forms: [
      form(
        "\\b(?:ignore|disregard|forget|override|overrule|bypass|discard|drop|erase|cancel|void|supersede)\\b",
        within(40),
        "\\b(?:previous|prior|earlier|preceding|above|former|old|existing|original|initial|your|system|safety|built-in|default)\\b",
        within(30),
        "\\b(?:instructions?|prompts?|rules?|guidelines?|directives?|orders?|memor(?:y|ies)|context|polic(?:y|ies)|programming|training|restrictions?|constraints?|configuration|settings?|messages?)\\b",
      ),
      form(
        "\\b(?:ignore|disregard|forget|override) (?:all|any|every|everything)\\b",
        within(30),
        "\\b(?:instructions?|prompts?|directives?|you(?:'ve| have)? (?:were|been|are) told|you know|before this|above|memor(?:y|ies)|transcript)\\b",
      ),
      form(
        "\\b(?:instructions?|prompts?|rules?|directives?|guidelines?)\\b",
        within(25),
        "\\b(?:above|before|until now|so far)\\b",
        within(25),
        "\\b(?:void|invalid|obsolete|cancel+ed|superseded|no longer (?:apply|valid|count))\\b",
      ),
      form(
        "\\b(?:new|updated|revised|real|actual|true|hidden|secret) (?:system )?(?:prompt|instructions? (?:for|to) (?:you|the|reverie|all)|directives?|core rules?|operating (?:rules?|instructions?))\\b",
      ),
      form(
        "\\bsystem[ -](?:prompt|message|override|update|notice|instructions?|directive|note|command|reset)\\b",
      ),
      form("\\b(?:developer|debug|maintenance|admin|god|unrestricted|training|test|dan|sudo|root) mode\\b"),
      form("\\b(?:jailbreak|do anything now|unrestricted (?:edition|version|mode|access))\\b"),
      form(
        "\\b(?:supersedes?|replaces?|overrides?|outranks?|takes? precedence over|trumps?|prevails? over|beats?|comes? before|cancels?|annuls?)\\b",
        within(35),
        "\\b(?:instructions?|prompts?|rules?|orders?|directives?|wiki|polic(?:y|ies)|records?|memor(?:y|ies)|guidelines?|decisions?|everything|anything)\\b",
      ),
      form(
        "\\b(?:configuration|prompt|instructions?|rules?|code) (?:that |which )?(?:you|reverie|the (?:bot|assistant)) (?:runs?|works?|operates?|acts?|follows?|obeys?|lives?)\\b",
      ),
      form(
        "\\byour (?:\\w+ )?(?:instructions?|prompt|guidelines?|programming|restrictions?|training|safety \\w+|rules?)\\b",
      ),
    ],
    unless: [],
  },
  {
    sign: "imitates",
    forms: [
      form(
        "<\\s*/?\\s*(?:system|assistant|user|human|transcript|history|memor(?:y|ies)|instructions?|conversation|context|tool\\w*|function\\w*|prompt|admin|data|messages?|talk|found|place|output|result|response|quote|reflection|changes?|audience|approved?|verified|reviewers?|polic(?:y|ies)|rules?|priority|secret|hidden|override|end|im_\\w+|sys|inst)\\b[^>]{0,200}>",
      ),
      form("<!--|-->"),
      form(
        "^\\s*(?:role|priority|system|assistant|developer|instructions?|audience|trust(?:ed)?|level|approved(?: by)?|status|verdict) ?[:=] ?\\S",
      ),
      form(
        "\\[\\s*/?\\s*(?:inst|system|assistant|sys|admin|override|instructions?|end(?: of)?(?: \\w+)?)\\s*\\]",
      ),
      form("<\\|\\w+\\|>|\\{\\{[^{}]{0,200}\\}\\}|<<\\s*/?\\w+\\s*>>"),
      form(
        "^\\s*(?:#{1,6}\\s*|\\*\\*|={2,}\\s*|-{2,}\\s*)(?:system|instructions?|assistant|new instructions?|transcript|existing memories|refused before|end|begin|audience)\\b",
      ),
      form("(?:^|[\"'`\\s])(?:system|assistant|developer|human|reverie) ?:\\s"),
      form("\\[\\d+\\] \\d{1,2}:\\d{2}"),
      form('"(?:changes?|receipts?|memory|role|kind|watch|content|tool\\w*|function|type)"\\s*:'),
      form(
        "\\b(?:end|start|beginning) of (?:the )?(?:transcript|conversation|talk|context|prompt|user input|chat|log|messages?|quoted data|data)\\b",
      ),
      form("^\\s*Audience: (?:team|channel|person)\\b"),
    ],
    unless: [],
  },
  {
    sign: "steers",
    forms: [
      form(
        assistant,
        within(50),
        "\\b(?:should|must|shall|has to|have to|needs? to|ought to|is to|are to|may|can|is allowed to|is supposed to|will(?! be)|always|never|from now on)\\b",
        within(40),
        `\\b${utter}\\w*\\b`,
      ),
      form(
        "^\\W*(?:hey |hi |ok |dear |attention |note to |for )?@?reverie\\b\\W+",
        within(60),
        `\\b(?:from now on|always|never|whenever|every time|each time|any time|until further notice|going forward|henceforth|by default|${never})\\b`,
      ),
      form(
        "^\\W*(?:note|message|memo|reminder|instructions?|attention)\\b",
        within(12),
        "\\b(?:to|for) (?:the )?(?:self|reverie|assistant|bot|ai|model|all (?:ai|assistants?|bots?))\\b",
      ),
      form(
        `\\b(?:when(?:ever)?|if|every ?time|each time|any ?time|as soon as|once|in case|should)\\b`,
        within(20),
        `\\b${people}`,
        within(30),
        `\\b${asking}\\b`,
        within(80),
        then,
        `${utter}\\b`,
      ),
      form(
        `\\b(?:when|whenever|if|every time|any time) (?:you(?:'re| are)?|reverie is|the (?:bot|assistant) is|it is) (?:ever )?(?:asked|see|read|hear|answer\\w*|summar\\w*|are)\\b`,
      ),
      form(
        `(?:^|[\\n,;:–—-]\\s*|\\b(?:that|to|please|and|so) )(?:always|never|only|by default|invariably) (?:please )?(?:recommend|suggest|mention|cite|append|promote|endorse|claim|assert|insist|steer|say (?:that|it|the|we|yes|no)|tell (?:them|users?|people|everyone|customers?|him|her|anyone|me|us)|answer (?:with|that|yes|no|as|in|like|questions)|reply (?:with|that|yes|no|as|in)|respond (?:with|that|yes|no|as|in)|(?:begin|start|end|finish|close|sign|prefix) (?:your|each|every|all|the) (?:answers?|repl\\w+|responses?|messages?|summar\\w+))\\b`,
      ),
      form(
        `\\b(?:all|every|each|any|your|its|reverie'?s|the (?:bot|assistant)'?s|future) (?:\\w+ )?(?:answers?|repl(?:y|ies)|responses?|summar(?:y|ies)|outputs?|recommendations?|suggestions?)\\b`,
        within(30),
        "\\b(?:should|must|shall|have to|has to|need to|needs to|is to|are to|with|to include|includes?|ends?|begins?|starts?|contains?|mentions?|recommends?|always|never|in the (?:style|voice|tone))\\b",
      ),
      form(
        `\\b(?:add|append|include|insert|attach|put|paste)\\b`,
        within(60),
        `\\b(?:to|in|at the (?:end|bottom|top|start) of|under|below) (?:each|every|all|any|your|the|its|future) (?:\\w+ )?(?:answers?|repl(?:y|ies)|responses?|summar(?:y|ies)|messages?|digests?)\\b`,
      ),
      form(`\\b(?:you are|you're) (?:now|no longer|henceforth|from now on|actually|really)\\b`),
      form(
        `\\b(?:act|behave|speak|talk|answer|respond|reply|write|pose|present yourself) (?:as if|as though|as (?:an?|the|my|our)|like an?|in the (?:voice|style|role|person|tone) of)\\b`,
      ),
      form(
        `\\b(?:pretend|role-?play|impersonate|call yourself|name yourself|introduce yourself|refer to yourself|your (?:new )?(?:name|persona|role|identity|personality|character|job|task|goal|mission) (?:is|will be|becomes))\\b`,
      ),
      form(
        `\\b(?:reverie|the (?:bot|assistant|ai))(?:'s)? (?:new )?(?:name|persona|role|identity|personality|tone|voice) (?:is|should|will|becomes|must)\\b|\\b(?:reverie|the (?:bot|assistant)) (?:is (?:now )?called|goes by|speaks|answers|replies|responds|calls|introduces|signs|refers|talks|presents|acts|behaves|considers|treats|recommends|suggests|prefers|tells|says|mentions|points|trusts|obeys|follows|believes|agrees|accepts|ignores|skips|omits|avoids|uses)\\b`,
      ),
      form(
        `\\b${never} (?:ever )?(?:\\w+ )?(?:mention|tell|reveal|disclose|say|bring(?:ing)? up|warn\\w*|raise|discuss|talk about|acknowledge|admit|mentioning|telling|revealing|saying|discussing|suggest|recommend|propose|contradict|question|doubt|criticis\\w+|criticiz\\w+)\\b`,
      ),
      form(
        "\\b(?:code ?word|trigger(?: word| phrase)?|magic word|secret word|safe ?word|passphrase|activation phrase|wake word)\\b",
      ),
      form(
        "\\b(?:if|when|whenever|once|as soon as|after|next time) (?:anyone|someone|anybody|somebody|any user|a user|the user|users|people|you) (?:ever )?(?:says?|types?|writes?|mentions?|sees?|reads?|hears?|uses?|posts?)\\b",
      ),
      form(
        "\\b(?:one|anyone|people|users?|customers?|clients?|those|everyone|everybody) who (?:asks?|inquires?|wants? to know|wonders?)\\b",
        within(40),
        "\\b(?:is|are|should|must|gets?|will|be) (?:\\w+ )?(?:told|pointed|directed|referred|sent|given|advised|steered|shown|answered)\\b",
      ),
      form(
        "\\b(?:questions?|inquir(?:y|ies)|requests?|queries) (?:about|on|regarding|concerning|for|related to)\\b",
        within(50),
        "\\b(?:should|must|are|is|get|gets|be|with) (?:\\w+ )?(?:be )?(?:answered|told|met|directed|redirected|referred|pointed|routed|replied|responded|steered|deflected|declined|refused|ignored)\\b",
      ),
      form(
        "\\b(?:remember|note|keep in mind|bear in mind|know|assume|treat it as (?:a )?fact)\\b",
        within(20),
        "\\b(?:when|whenever|while|before|if) (?:you|answering|replying|summari[sz]ing|people ask|someone asks|anyone asks)\\b",
      ),
      form(
        `\\b(?:answer|meet|deflect|decline|refuse|dodge|reply to|respond to|handle|brush off|shut down) (?:all|any|every|each) (?:\\w+ )?(?:questions?|requests?|inquir\\w+|quer\\w+)\\b`,
      ),
      form(
        `\\bfor (?:all|any|every|each) (?:\\w+ )?(?:questions?|requests?|inquir\\w+|quer\\w+)\\b`,
        within(80),
        `\\b${utter}\\b`,
      ),
      form(
        `(?:^|[,;:–—-]\\s*|\\b(?:please|just|simply|pls|and|then|could you|can you|would you|you can|better|rather|kinder to) )(?:leave|keep) (?!in touch)(?:\\w+ ){0,3}(?:out|quiet|silent|secret|hidden|away)\\b`,
      ),
      form(
        `\\b(?:stay|keep|be) (?:quiet|silent|mum|vague|discreet)\\b`,
        within(30),
        `\\b(?:about|on|until|when)\\b`,
      ),
      form(
        `\\b(?:phrase|frame|word|spin|present|describe|portray|paint|depict|sell|call|label|render|soften|reword|rephrase)\\b`,
        within(50),
        ` (?:as|like) `,
      ),
      form(
        `\\b(?:nobody|no one|none of you|you) (?:ever )?(?:brings?|mentions?|needs? to (?:know|mention|hear|learn)|talks? about|has to (?:know|hear))\\b`,
      ),
      form(
        `\\b(?:when|if|whenever|in case|should|once|every time|each time)\\b`,
        within(40),
        `\\b(?:asks?|asked|asking|inquires?|wonders?|wants? to know|wants? an?|looks? for|needs? an?)\\b(?!`,
        `[^.!?\\n]{0,60}\\b(?:we|i|support|sales|our \\w+|the (?:on-call|team|desk|front desk|manager|lead|owner|office|shop|crew|shift)|dizemos|they|he|she) (?:\\w+ )?\\w+)`,
        within(80),
        `(?:[,:;–—-]\\s*|\\b)(?:it(?:'s| is) (?:kinder|better|best|nicer|safer|wiser|enough) to|put|list|name|rank|place|move|leave|talk about|talk|never|don'?t|do not|just|only|please|simply|say|tell|answer|reply|recommend)\\b`,
      ),
      form(
        `\\b(?:put|place|list|rank|show|name|move|keep)\\b`,
        within(40),
        `\\b(?:at the top|on top|in first place|above (?:all|every|the)|higher|number one)\\b`,
      ),
      form(
        `\\b(?:once|after|when|whenever|until|unless|the next time|as soon as)\\b`,
        within(60),
        `\\b(?:let|you (?:can|may|should|must)|the assistant|assume|treat|delete|remove|pass|say|announce|let it be known|tell|approve|accept)\\b`,
        within(50),
        `\\b(?:notes?|memor(?:y|ies)|proposals?|through|pass|known|decided|cleared|approved|chat|contradicts?|said|has|have|is|are)\\b`,
      ),
      form(
        `\\b(?:delete|remove|erase|wipe|clear|purge|overwrite) (?:the |all |any |every |other |old |these |those )*(?:\\w+ )?(?:notes?|memor(?:y|ies)|records?|entries|history|proposals?)\\b`,
      ),
      form(`\\bact accordingly\\b|\\bas far as (?:the )?(?:\\w+ )?(?:bot|assistant|reverie) is concerned\\b`),
    ],
    unless: [],
  },
  {
    sign: "about-reverie",
    forms: [
      form(
        "\\b(?:reverie|(?:the|this|our|your|team) (?:\\w+ )?(?:assistant|chatbot|bot|ai)|(?:assistant|bot|chatbot)'s)\\b",
        within(40),
        "\\b(?:name|owner|admin|administrator|deput\\w+|binding|opinions?|obeys?|belongs?|promoted|in charge|boss|manager|decides?|knows?|believes?|ranks?|memory (?:store|keys?)|store keys?|trusts?|personality)\\b",
      ),
      form(
        "\\b(?:owner|admin|administrator|keys?|master|boss|operator|configuration|prompt|memory store|edition|version)\\b",
        within(15),
        "\\b(?:of|for|to) (?:reverie|the (?:bot|assistant|memory store))\\b",
      ),
      form("\\bmemory (?:store )?keys?\\b"),
    ],
    unless: [],
  },
  {
    sign: "asks-to-remember",
    forms: [
      form(
        "\\b(?:first|second|third|next|last|other|missing) (?:half|part|piece|bit)\\b",
        within(40),
        "\\b(?:later|together|sentence|keep|remember|follows|end|same)\\b",
      ),
      form(
        "\\b(?:put|join|add|combine|merge|glue|stitch) (?:it|them|both|these|this|the (?:parts|pieces|halves)|\\w+ and \\w+)(?: all)? together\\b|\\b(?:join|combine) (?:part )?\\d (?:and|with|to|\\+) (?:part )?\\d",
      ),
      form(
        "(?:^|[.!?,;:]\\s*|\\b(?:please|pls|just|so|and|then) )(?:store|save|memori[sz]e|record|log|note|put down|write down|keep in mind|remember) (?:that|this|it|the following|what this says|for (?:all|later|good|ever|everyone))\\b(?! (?:we|our) )",
        within(400),
        "\\b(?:bot|assistant|reverie|->|=>|=|decode\\w*|fun)\\b|->|=>",
      ),
      form(
        "\\b(?:reverie|assistant|bot|ai)\\b",
        within(40),
        "\\b(?:remember|memori[sz]e|save|store|record|note|learn|retain|keep (?:in mind|this|that|it)|add (?:this|that|it)|write (?:this|that|it) (?:down|to)|put (?:this|that|it))\\b",
      ),
      form(
        "\\b(?:remember|keep|save|store|note) (?:this|that|it|the following)\\b",
        within(10),
        "\\bfor (?:all|everyone|everybody|the (?:whole |entire )?(?:team|company|workspace))\\b",
      ),
      form("\\bkeep (?:it|this|that) on (?:the )?record\\b|\\b(?:to|into) (?:the )?team'?s? memory\\b"),
      form(
        "\\b(?:remember|memori[sz]e|save|store|record|retain|add|write|put|commit|keep|file|move|copy|promote)\\b",
        within(40),
        "\\b(?:to|in|into|as) (?:your|the|a|reverie'?s|permanent|long-term|team|shared) (?:\\w+ )?(?:memor(?:y|ies)|knowledge(?: base)?|long-term|fact|record|notes|rule)\\b",
      ),
      form(
        "\\b(?:permanent(?:ly)?|forever|for all time|indefinitely)\\b",
        within(20),
        "\\b(?:remember|memory|memori[sz]e|store|keep)|\\b(?:remember|memori[sz]e|store|keep)\\b",
        within(40),
        "\\b(?:permanently|forever|for all (?:users|future|time|conversations)|across (?:all )?(?:chats|conversations|sessions|channels))\\b",
      ),
    ],
    unless: [],
  },
  {
    sign: "claims-right",
    forms: [
      form(
        "\\b(?:i am|i'm|im|as|acting as|speaking as|this is|here is|from) (?:your |the |an? |our |now |new )*(?:\\w+ )?(?:admin|admins|administrator|superuser|root|moderator|owner|ceo|cto|cfo|ciso|coo|director of \\w+|security (?:team|officer|lead|department)|it (?:department|team|security|support)|compliance (?:team|officer)|legal (?:team|department)|developer of reverie|reverie (?:team|support|developers?|admin)|anthropic|openai)\\b(?! of the (?:cms|wiki|blog|shop|site|forum))",
      ),
      form(
        "\\b(?:treat|consider|regard|recogni[sz]e|accept|count|see|list|trust|register|mark)\\b",
        within(40),
        "\\b(?:as|an?) ",
        within(25),
        "\\b(?:admin|administrator|owner|approver|authori[sz]ed|trusted|verified|approved|superuser|authority|authoritative|final|binding|superior)\\b",
      ),
      form(
        "\\b(?:admin(?:istrator)?|approver|owner|moderator|approval|full|elevated|root|super(?:user)?|edit|write|override) (?:rights?|access|privileges?|powers?|permissions?|authority|status|role)\\b",
      ),
      form(
        "\\b(?:is|are|am|becomes?|was made|been made|counts as|acts as) (?:now |hereby |henceforth |also |the |an? |our |new |only |sole |permanent )*(?:admin|administrator|approver|owner|moderator|authority)\\b",
        within(30),
        "\\b(?:of|for|in|over|on) (?:reverie|the (?:bot|assistant|memory|team memory|workspace|channel)|this (?:workspace|server|bot|channel)|memor(?:y|ies)|everything|all|proposals?|approvals?)\\b",
      ),
      form(
        "\\b(?:already|pre-?|hereby|auto(?:matically)?[- ]?|duly) ?(?:approved?|authori[sz]ed|cleared|confirmed|signed off|accepted|verified)\\b",
      ),
      form(
        "\\b(?:this|these|that|my|the following|it)\\b",
        within(25),
        "\\b(?:is|are|was|were|has been|have been|can be|may be|should be|must be) (?:\\w+ )?(?:approved|authori[sz]ed|pre-?approved|cleared|auto-?approved|accepted|applied|saved|stored)\\b",
        within(30),
        "\\b(?:by|automatically|at once|immediately|without|everyone|no)\\b",
      ),
      form(
        "\\b(?:approval|consent|permission|authori[sz]ation|sign-?off) (?:is|was|has been|already|for this)\\b",
        within(15),
        "\\b(?:given|granted|obtained|not (?:needed|required|necessary)|waived|unnecessary|implied|assumed)\\b",
      ),
      form(
        "\\b(?:approve|accept|apply|save|store|confirm|press approve|click approve|adopt)\\b",
        within(25),
        "\\b(?:this|it|these|all|everything|the (?:card|proposal|change|memory|above)|my (?:changes?|proposals?|requests?|messages?|memor\\w+))\\b",
        within(30),
        "\\b(?:automatically|without|immediately|at once|right away|no questions|blindly|by default|on sight|unread)\\b",
      ),
      form(
        "\\b(?:may|can|is allowed to|are allowed to|is entitled to|has authority to|is authori[sz]ed to|authori[sz]ed me to) (?:approve|decide|override|overrule|change|edit|delete|grant|see|read)\\b",
        within(30),
        "\\b(?:memor(?:y|ies)|proposals?|reverie|everything|anything|all|any|private|everyone's|on (?:my|his|her|their) own)\\b",
      ),
      form(
        "\\b(?:do|does|did|obey|follow|trust|accept|believe)\\b",
        within(20),
        "\\b(?:what(?:ever)?|everything|anything|orders?|instructions?|commands?|word) (?:from |by |that |of )?(?:i|he|she|they|me|him|her)\\b",
      ),
      form(
        "\\b(?:my|his|her|their|\\w+'s|these|whose) (?:messages?|words?|posts?|statements?|decisions?|orders?|notes?|requests?|say-so)\\b",
        within(15),
        "\\b(?:outranks?|overrides?|is (?:final|binding|law|always)|are (?:final|binding|law|always)|counts? (?:as|double|more)|binds?|prevails?|wins?|decides?|settles?)\\b",
      ),
      form(
        "\\b(?:ceo|cto|cfo|coo|ciso|admin|administrator|it (?=speaking)|security|support|legal|hr) ?(?:here|speaking|again)\\b",
      ),
      form(
        "\\b(?:reviewers?|approvers?|admins?|administrators?|moderators?)\\b[,:]? (?:\\w+ ){0,3}(?:can|may|should|must|just|please|need not|needn'?t|don'?t (?:have|need) to)\\b",
        within(30),
        "\\b(?:approve|click|accept|press|wave|confirm|pass|skip|read|check|look|ignore)\\b",
      ),
      form(
        "\\b(?:pre-?cleared|pre-?agreed|rubber-?stamp\\w*|click approve|press approve|approve without)\\b",
      ),
      form(
        "\\b(?:second|co-?|third|new|only|true|real|joint) ?owner\\b|\\b(?:inner circle|memory store keys?)\\b",
      ),
      form(
        "\\b(?:named|made|appointed|declared|promoted(?: to)?|is) (?:\\w+ )?(?:successor|owner|deputy)\\b",
        within(30),
        "\\b(?:workspace|reverie|bot|assistant|owner|plant|channel|manager)\\b",
      ),
      form(
        "\\b(?:give|gets?|needs?|have|has|should get|receive)\\b",
        within(30),
        "\\b(?:reviewer|admin|administrator|owner|approver|root|editor|moderator) (?:rights?|access|role|status|privileges?|permissions?)\\b",
      ),
      form("\\b(?:final say|final word|last word|word is (?:final|law|binding))\\b"),
      form(
        "\\bgrant(?:s|ed)? (?:me|him|her|them|\\w+)\\b",
        within(20),
        "\\b(?:access|rights?|permissions?|privileges?|admin)\\b",
      ),
    ],
    unless: [],
  },
  {
    sign: "loosens",
    forms: [
      form(
        "\\b(?:skip(?:s|ped|ping)?|bypass\\w*|disable[sd]?|disabling|turn(?:s|ed|ing)? off|switch(?:es|ed|ing)? off|deactivate[sd]?|remove[sd]?|waive[sd]?|drop(?:ped|s)?|suspend(?:ed|s)?|lift(?:ed|s)?|circumvent\\w*|no need (?:for|of|to wait for|to get|to ask for)|no longer (?:need|needs|require[sd]?|necessary)|(?:does not|doesn'?t|do not|don'?t|not) (?:need|require)|exempt\\w*(?: from)?|without(?: any| further)?|not (?:needed|required|necessary))\\b",
        within(35),
        "\\b(?:code reviews?|security reviews?|peer reviews?|reviews?(?! apps?| sites?)|approvals?|2fa|mfa|two-factor|multi-factor|second factor|identity checks?|verif\\w+|authenticat\\w+|authori[sz]ation|security (?:checks?|scans?|controls?|training|questions?)|background checks?|audits?|antivirus|virus scan\\w*|firewalls?|encryption|access controls?|sign-?offs?|four-eyes|permission checks?|vpn|password (?:polic\\w+|rotation|prompts?)|certificate (?:checks?|validation|warnings?)|tls|logging|audit log\\w*|backups?)\\b",
      ),
      form(
        "\\b(?:code reviews?|security reviews?|reviews?|approvals?|2fa|mfa|two-factor authentication|verification|authentication|security (?:checks?|scans?)|audits?|encryption|sign-?offs?|logging|audit logs?)\\b",
        within(25),
        "\\b(?:is|are|was|were|be|being|been|may be|can be) (?:now |no longer |currently |temporarily |permanently |not )*(?:optional|unnecessary|needed|required|skipped|disabled|waived|suspended|switched off|turned off|bypassed|lifted|off)\\b",
      ),
      form(
        "\\b(?:share|sharing|send|sending|give|giving|gives|post|hand(?:ing)?(?: over| out)?|reveal|paste|forward|e-?mail|dm|tell|read out|provide|disclose|shared|provided|given|sent|handed)\\b",
        within(40),
        "\\b(?:passwords?|passcodes?|credentials?|logins?|api keys?|secrets?|(?:access|auth|bearer|api|login|session|admin) tokens?|private keys?|ssh keys?|(?:2fa|mfa|otp|one-time|verification|recovery|backup) codes?|pins?|customer (?:data|records|list)|payroll|salar(?:y|ies)|database dumps?|personal data)\\b",
      ),
      form(
        "\\b(?:passwords?|passcodes?|credentials?|logins?|api keys?|(?:2fa|mfa|otp|one-time|recovery) codes?|secrets?)\\b",
        within(25),
        "\\b(?:may|can|should|must|will|is|are) (?:now |freely |be |to be )*(?:shared|sent|given|posted|disclosed|handed|told|provided|pasted|reused|public)\\b",
      ),
      form(
        "\\b(?:anyone|anybody|everyone|everybody|any (?:caller|user|guest|visitor|contractor))\\b",
        within(25),
        "\\b(?:may|can|gets?|is allowed|are allowed|should (?:get|have)|has|have)\\b",
        within(30),
        "\\b(?:admin|root|prod(?:uction)?|full|unrestricted|direct|write)(?: \\w+)? (?:access|rights?|password|database|server)\\b",
      ),
      form(
        "\\b(?:turn|switch)(?:s|es|ed|ing)?\\b",
        within(30),
        "\\b(?:2fa|mfa|two-factor|verification|authentication|encryption|firewall|antivirus|alerts?|alarms?|logging|monitoring|vpn|scanner|backups?|protection)\\b",
        within(20),
        "\\boff\\b",
      ),
      form(
        "\\b(?:may|can|could|should|just|we|you|is allowed to|are allowed to|allows? (?:us|them|you) to|have to|need to|must|please) (?:\\w+ )?(?:skip|leave out|omit|ignore|bypass|forgo|drop|waive|stop (?:keeping|logging|recording|checking)|click(?:ed)? away|dismiss(?:ed)?|no longer (?:have to |need to )?(?:keep|check|log|record|ask|verify))\\b",
        within(35),
        "\\b(?:logs?|forms?|checks?|records?|reports?|consent|inspections?|tests?|certificates?|gdpr|safety|emissions?|compliance|receipts?|four-eyes|approvals?|reviews?)\\b",
      ),
      form(
        "\\b(?:no longer|not) (?:have|has|need|needs) to (?:keep|check|log|record|ask|verify|sign|file|report|store|collect|obtain|get)\\b",
      ),
      form(
        "\\b(?:certificate|security|safety|phishing|virus|browser) (?:warnings?|alerts?)\\b",
        within(25),
        "\\b(?:click\\w*|dismiss\\w*|ignor\\w*|away|accept\\w*|skip\\w*)\\b|\\b(?:click\\w*|dismiss\\w*|ignor\\w*|accept\\w*|skip\\w*)\\b",
        within(20),
        "\\b(?:certificate|security|safety|phishing|virus) (?:warnings?|alerts?)\\b",
      ),
      form(
        "\\bopen(?:s|ed|ing)?\\b",
        within(15),
        "\\bports? \\d+|\\bport \\d+",
        within(25),
        "\\b(?:outside|internet|public|open)\\b",
      ),
      form(
        "\\b(?:four-eyes|two-person|dual control|second signature|two signatures)\\b",
        within(40),
        "\\b(?:fuss|one person|skip|not|no|without|optional|enough|drop|alone)\\b|\\b(?:don'?t|no|without|skip|drop)\\b",
        within(30),
        "\\b(?:four-eyes|two-person|dual control|second signature)\\b",
      ),
      form(
        "\\b(?:released?|approved?|signed|paid|cleared|accepted|let in|admitted|processed|paid out|settled) (?:by|through|with|on) (?:one person|a single person|sight|request|their word|trust|arrival)\\b",
      ),
      form(
        "\\b(?:curl|wget)\\b",
        within(60),
        "\\|\\s*(?:ba|z)?sh\\b|\\bchmod 777\\b|\\brm -rf\\b|--no-verify\\b|--insecure\\b|\\bforce[- ]push(?:es|ing)? (?:to|straight to|directly to) (?:main|master|production)\\b",
      ),
      form(
        "\\b(?:trust|accept|let in|allow|open|whitelist|allow-?list|ignore)\\b",
        within(30),
        "\\b(?:all|any|every|unsigned|expired|invalid|self-signed|unknown) (?:\\w+ )?(?:certificates?|callers?|attachments?|macros?|security (?:alerts?|warnings?)|phishing \\w+|requests from)\\b",
      ),
      form(
        "\\b(?:push|deploy|merge|commit|publish|release)\\w*\\b",
        within(30),
        "\\b(?:straight|directly) (?:to|into) (?:main|master|prod(?:uction)?)\\b",
        within(30),
        "\\b(?:without|no|skip)\\b",
      ),
    ],
    unless: [
      form(
        `\\b(?:never|nothing|none of it|not|don'?t|do not|must not|mustn'?t|should not|shouldn'?t|may not|cannot|can'?t|nobody|no one|not allowed to|forbidden|stop|avoid|instead of) (?:\\w+ ){0,3}(?:shar\\w+|send\\w*|giv\\w+|post\\w*|hand\\w*|reveal\\w*|past\\w+|forward\\w*|e-?mail\\w*|dm|tell\\w*|skip\\w*|bypass\\w*|disabl\\w+|turn\\w*|switch\\w*|deactivat\\w+|remov\\w+|waiv\\w+|push\\w*|deploy\\w*|merg\\w+|go\\w*|ship\\w*|releas\\w+|start\\w*|pay\\w*|publish\\w*|do|open\\w*|trust\\w*|us\\w+)\\b`,
      ),
    ],
  },
  {
    sign: "moves-money",
    forms: [
      form(
        "\\b(?:iban|bank (?:account|details|data|transfer)|account (?:number|details)|sort code|swift|bic|routing number|wire(?:d| transfers?)?|paypal|bitcoin|btc|ethereum|crypto\\w*|wallet|gift ?cards?|western union)\\b",
        within(60),
        "\\b(?:new|chang\\w+|updated?|now|replac\\w+|instead|goes?|go|send|sent|pay|paid|use|directed|switch\\w*|moved|buy)\\b",
      ),
      form(
        "\\b(?:new|chang\\w+|updated?|different|replac\\w+|switch\\w*|moved?|send|pay|route|redirect\\w*|divert\\w*|direct\\w*|transfer\\w*|buy)\\b",
        within(50),
        "\\b(?:iban|bank (?:account|details|data)|account (?:number|details)|sort code|payment details|payout (?:account|details)|wallet|gift ?cards?|bitcoin|crypto\\w*)\\b",
      ),
      form(
        "\\b(?:invoices?|payments?|refunds?|payouts?|salar(?:y|ies)|fees?|deposits?|donations?|funds?)\\b",
        within(35),
        "\\b(?:go(?:es)?|sent|paid|payable|routed|redirected|transferred|wired|made|settled|directed|forwarded)\\b",
        within(10),
        "\\b(?:to|into|via|through|at)\\b",
        within(25),
        "\\b(?:account|iban|bank|wallet|gmbh|ltd|inc|llc|limited|holdings?|[a-z0-9.]+@[a-z0-9.]+|consulting|trading|[A-Z][a-z]+[A-Z]\\w*)\\b",
      ),
      form(
        "\\b(?:bank|payroll provider|supplier|landlord|vendor)\\b",
        within(30),
        "\\b(?:chang\\w+|moved|switch\\w*|new|updat\\w+)\\b",
        within(25),
        "\\b(?:details|account|bank|iban|number)\\b",
      ),
      form(
        "\\baccount (?:ending|number|no\\.?|nr)\\b|\\bescrow\\b|\\bholding'?s?\\b",
        within(40),
        "\\b(?:account|payment|rent|partner|pay|paid|transfer\\w*)\\b",
      ),
      form("\\b(?:redirect\\w*|rerout\\w*|divert\\w*)\\b"),
      form(
        "\\b(?:pays?|paid|payments?) (?:\\w+ )?(?:into|to) (?:the |a |his |her |their )?(?:\\w+ )?account\\b|\\bswitched its payments\\b",
      ),
      form(
        "\\bpay(?:s|ing)?\\b",
        within(30),
        "\\b(?:without (?:checking|asking|approval|a po|purchase order)|immediately|at once|no questions|same day to)\\b",
      ),
    ],
    unless: [],
  },
  {
    sign: "sends-away",
    forms: [
      form(
        "\\b(?:send|sends|sending|sent|forward\\w*|post(?:s|ed)?|upload\\w*|cc|bcc|e-?mail(?:s|ed)?|copy|copies|copied|export\\w*|report(?:s|ed)?|mirror\\w*|transmit\\w*|submit\\w*|relay\\w*|share[sd]?|ping)\\b",
        within(50),
        "\\b(?:summar\\w+|transcripts?|conversations?|private messages?|direct messages?|dms|chat (?:logs?|histor\\w+)|histor(?:y|ies)|memor(?:y|ies)|everything|all (?:the )?(?:messages|answers|data|talk)|answers?|what (?:people|they|we|was) (?:say|said|ask))\\b",
        within(40),
        "\\b(?:to|at|into|via)\\b",
      ),
      form("!\\[[^\\]]{0,200}\\]\\("),
      form(
        "\\b(?:link|url|image|picture|pixel|webhook|attachment)\\b",
        within(40),
        "\\b(?:in|to|under|at the (?:end|bottom)|into|with) (?:each|every|all|any|your|future)\\b",
      ),
      form("[?&]\\w*(?:data|q|text|memory|secret|token|msg|leak|d|x|payload|user|c|k)="),
    ],
    unless: [],
  },
  {
    sign: "hearsay",
    forms: [
      form(
        "\\b(?:ceo|cto|cfo|coo|ciso|boss|boss's boss|chief|management|legal|compliance|security|hr|headquarters|head office|the board|the regulator|regulator|auditors?|the ministry|the bank|our bank|the owner|the founders?|the president|the director|data protection officer|dpo|lawyers?)\\b(?: \\([^)]{0,80}\\))?(?: in \\w+)?(?: has| have| also| just| already)? (?:told (?:me|us)|said (?:that|to|so|it|we)|says (?:that|to|so|it|we|the)|confirmed|assured|asks? (?:that|us|me|for)|asked (?:that|me|us)|wants? (?:us|me|that|it|everyone|all)|ordered|instructed|insists?|signed (?:the|off)|wrote (?:me|us)|called (?:me|us)|allowed|allows|permits?|permitted|agreed (?:with me|orally|verbally|informally))\\b",
      ),
      form(
        "\\b(?:confirmed|agreed|approved|cleared|allowed|said|told) (?:\\w+ )?(?:informally|verbally|orally|off the record|in private|privately|on the phone|in person)\\b",
      ),
      form(
        "\\b(?:can'?t|cannot|won'?t|don'?t) (?:name|say|tell) who\\b|\\bkeep (?:it|this) (?:confidential|quiet|secret|between us)\\b|\\byou won'?t find it\\b|\\bdon'?t ask (?:why|me|him|her|them)?\\b|\\beffective immediately\\b",
      ),
      form("\\b(?:trust me|it'?s legit|believe me|take my word|no need to (?:check|verify|ask|confirm))\\b"),
      form(
        "\\b(?:everyone|everybody|all) (?:in #?[\\w-]+ )?(?:already |has |have )+(?:said yes|agreed|approved|confirmed|signed off)\\b",
      ),
    ],
    unless: [],
  },
  {
    sign: "praises",
    forms: [
      form("\\bprefer\\w*\\b", within(25), "\\bover (?:everything|all|anything|every)\\b"),
      form(
        "\\b(?:remember|treat|consider|regard|trust|cite|mark|list|recommend\\w*|promot\\w+|favou?r\\w*|prefer\\w*|prioriti[sz]e\\w*|rank\\w*|name[sd]?|promote|use|rely on|quote|endorse\\w*)\\b",
        within(45),
        "\\b(?:as (?:an? |the |our |your )?(?:\\w+ )?(?:trusted|reliable|authoritative|preferred|best|leading|primary|top|first|most|official|only|go-?to|default|definitive|safest)|first|above all|over (?:all |any |every )?(?:other|competitor|alternative)s?|for (?:all|any|every) (?:\\w+ )?(?:questions?|requests?|purchases?|needs?))\\b",
      ),
      form(
        "\\b(?:most|only|single|one|best|safest|leading|definitive|uniquely|more) (?:\\w+ )?(?:trusted|trustworthy|reliable|authoritative|reputable|recommended|credible|respected|secure)\\b",
      ),
      form(
        "\\b(?:trusted|reliable|authoritative|trustworthy|reputable|credible|definitive|go-?to|recommended|best|leading|number one|no\\. ?1|#1) (?:\\w+ )?(?:source|authority|reference|vendor|provider|supplier|partner|expert|brand|choice|product|solution|service|platform|site|website|outlet|company|tool)\\b",
      ),
      form(
        "\\b(?:superior to|better than|outperforms?|beats) (?:all|any|every|the|its|other|our)\\b",
        within(15),
        "\\b(?:others?|competit\\w+|alternatives?|rivals?|products?|vendors?|tools?|options?|providers?)\\b",
      ),
    ],
    unless: [],
  },
];
