<?xml version="1.0" encoding="UTF-8"?>
<!--
  What names are sorted by: keys that are compared by code point, so that every processor gives the same order.

  A key has four levels: the letters in the order of their alphabet; the accents; small letters before large ones; the
  id. Word comes before word (New York before Newark), and numbers count as numbers. Hyphens, apostrophes and quotation
  marks do not count, nor does an article in the name's own language. Names in the script of the text come first.

  To add an alphabet: a line in $alphabets, with what differs from $common-alphabet. “n ñ” says that ñ is a letter of
  its own and follows n; “d dz dž” that both follow d; “o ö=ő” that ö follows o and that ő is sorted as ö; “i=y” that y
  is sorted as i. What is not named is sorted as the letter below its accents: é as e.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- What holds in all languages, unless their own alphabet says otherwise. -->
  <xsl:variable name="common-alphabet" as="xs:string" select="
      'd=đ=ð; e=ə; h=ħ; i=ı; l=ł; n=ŋ; o=ø; t=ŧ; ae=æ; oe=œ; ss=ß; th=þ; σ=ς;
       а ә ӕ; г ґ ғ; д ђ ѓ; е є; ж җ; з ѕ; и і ї й ј; к қ; л љ; н ң њ; о ө; т ћ ќ; у ў ұ ү; х ҳ һ; ч ҷ џ;
       כ=ך; מ=ם; נ=ן; פ=ף; צ=ץ; ب پ; ت=ة ٹ; ج چ; د ڈ; ر ڑ; ز ژ; ك=ک گ; ه=ہ; ي=ی=ى'"/>

  <!-- The alphabets of languages. -->
  <xsl:variable name="alphabets" as="map(xs:string, xs:string)" select="
      map:merge((
        map{
          'az': 'c ç; e ə; g ğ; h x ı; k q; o ö; s ş; u ü',
          'be': 'е ё',
          'cs': 'c č; h ch; r ř; s š; z ž',
          'cy': 'c ch; d dd; f ff; g ng; l ll; p ph; r rh; t th',
          'eo': 'c ĉ; g ĝ; h ĥ; j ĵ; s ŝ; u ŭ',
          'es': 'n ñ',
          'et': 's š z ž; w õ ä ö ü',
          'fa': 'ن و ه=ہ ي=ی=ى',
          'fi': 'z å ä=æ ö=ø',
          'hu': 'c cs; d dz dzs; g gy; l ly; n ny; o ö=ő; s sz; t ty; u ü=ű; z zs',
          'is': 'a á; d ð; e é; i í; o ó; u ú; y ý; z þ æ=ä ö=ø å',
          'kk': 'ы і',
          'lt': 'c č; i=y; s š; z ž',
          'lv': 'c č; g ģ; i=y; k ķ; l ļ; n ņ; s š; z ž',
          'pl': 'a ą; c ć; e ę; l ł; n ń; o ó; s ś; z ź ż',
          'ro': 'a ă â; i î; s ș=ş; t ț=ţ',
          'sk': 'a ä; c č; h ch; o ô; s š; z ž',
          'sl': 'c č ć; d đ; s š; z ž',
          'sq': 'c ç; d dh; e ë; g gj; l ll; n nj; r rr; s sh; t th; x xh; z zh',
          'sv': 'z å ä=æ ö=ø',
          'tg': 'и ӣ й; у ӯ',
          'tk': 'c ç; e ä; j ž; n ň; o ö; s ş; u ü; y ý',
          'tr': 'c ç; g ğ; h ı; o ö; s ş; u ü',
          'uz': 'я ў қ ғ ҳ'
        },
        ('da', 'nb', 'nn', 'no') ! map{.: 'z æ=ä ø=ö å=aa'},
        ('bs', 'hr', 'sh', 'sr') ! map{.: 'c č ć; d dž đ; l lj; n nj; s š; z ž'}))"/>

  <!-- The articles that do not count at the beginning of a name, if that is the name's own language. -->
  <xsl:variable name="articles" as="map(xs:string, xs:string)" select="map{
      'ar': 'ال', 'ca': 'el |la |els |les |l[’'']', 'da': 'den |det |de |en |et ',
      'de': 'der |die |das |ein |eine ',
      'en': 'the |a |an ', 'es': 'el |la |los |las |un |una ', 'fr': 'le |la |les |un |une |l[’'']',
      'hu': 'a |az ', 'it': 'il |lo |la |i |gli |le |un |uno |una |l[’'']|un[’'']', 'nl': 'de |het |een ',
      'pt': 'o |a |os |as |um |uma ', 'sv': 'den |det |de |en |ett '}"/>

  <!-- The letters of the text's script, where that is not Latin. -->
  <xsl:variable name="own-script" as="xs:string?" select="
      let $language := f:primary-language($text-language)
      return if (contains(lower-case($text-language), '-latn')) then ()
             else if ($language = tokenize('ab ba be bg ce cv kk ky mk mn os ru sah sr tg tt tyv udm uk'))
             then '[&#x400;-&#x52F;]'
             else if ($language = tokenize('ar arc ckb fa ps sd ug ur')) then '[&#x600;-&#x6FF;&#x750;-&#x77F;]'
             else if ($language = tokenize('he yi')) then '[&#x590;-&#x5FF;]'
             else map{'el': '[&#x370;-&#x3FF;&#x1F00;-&#x1FFF;]', 'hy': '[&#x530;-&#x58F;]', 'ka': '[&#x10A0;-&#x10FF;]'}($language)"/>

  <!-- What each letter of the text's alphabet is sorted as. -->
  <xsl:variable name="weights" as="map(xs:string, xs:string)" select="
      map:merge(
        ($common-alphabet, $alphabets(f:primary-language($text-language)))
        ! tokenize(., ';') ! f:weights-of-group(tokenize(.)),
        map{'duplicates': 'use-last'})"/>

  <!-- What is one letter: a number, several characters that are one in the alphabet, or a character. -->
  <xsl:variable name="letter-pattern" as="xs:string" select="
      let $long := for $letter in sort(map:keys($weights)[string-length() gt 1]) return $letter
      return string-join(('[0-9]+', reverse(sort($long, (), string-length#1)), '.'), '|')"/>

  <!-- The marks above and below letters, in scripts in which letters are sorted without them. -->
  <xsl:variable name="accents" as="xs:string" select="
      '[&#x300;-&#x36F;&#x483;-&#x487;&#x591;-&#x5BD;&#x5BF;-&#x5C7;&#x610;-&#x61A;&#x64B;-&#x65F;&#x670;&#x6D6;-&#x6ED;]'"/>

  <!-- A letter and those that follow it: each has the weight of the first and, behind it, a sign above all letters. -->
  <xsl:function name="f:weights-of-group" as="map(xs:string, xs:string)*">
    <xsl:param name="group" as="xs:string*"/>
    <xsl:variable name="base" as="xs:string" select="tokenize($group[1], '=')[1]"/>
    <xsl:for-each select="$group">
      <xsl:variable name="weight" as="xs:string" select="
          $base || (if (position() eq 1) then '' else codepoints-to-string(63000 + position()))"/>
      <xsl:sequence select="tokenize(., '=') ! map{.: $weight}"/>
    </xsl:for-each>
  </xsl:function>

  <!-- en for en-GB. -->
  <xsl:function name="f:primary-language" as="xs:string">
    <xsl:param name="language" as="xs:string"/>
    <xsl:sequence select="string(tokenize(lower-case($language), '-')[1])"/>
  </xsl:function>

  <!-- What to sort an entry by, or a name in the text that has none. -->
  <xsl:function name="f:sort-key" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="words" as="xs:string" select="f:sorted-words($entry)"/>
    <xsl:variable name="plain" as="xs:string" select="normalize-unicode(f:lower-case($words), 'NFKC')"/>
    <xsl:variable name="letters" as="xs:string" select="f:letters($plain)"/>
    <xsl:variable name="full" as="xs:string" select="normalize-unicode($words, 'NFD')"/>
    <xsl:sequence select="
        string-join((f:script-rank($letters) || $letters, normalize-unicode($plain, 'NFD'),
          replace(replace($full, '\p{Lu}', '1'), '[^1]', '0'), $full, $entry/@xml:id), '&#9;')"/>
  </xsl:function>

  <!-- Numbers first, then the script of the text, then others. -->
  <xsl:function name="f:script-rank" as="xs:string">
    <xsl:param name="letters" as="xs:string"/>
    <xsl:sequence select="
        if (matches($letters, '^[0-9]')) then '0'
        else if (empty($own-script) or matches($letters, '^' || $own-script)) then '1'
        else '2'"/>
  </xsl:function>

  <!-- The name of an entry without an article: the surname first, or the parts of the name as their @sort says. Names
       of persons have no article but the Arabic one. -->
  <xsl:function name="f:sorted-words" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="name" as="element()?" select="if (f:is-entry($entry)) then f:name-element($entry) else $entry"/>
    <xsl:variable name="words" as="xs:string" select="
        ($name[surname or *[@sort]] ! string-join(f:sorted-parts(.) ! f:words(.), ' '),
         if (f:is-entry($entry)) then f:name($entry) else f:words($entry))[1]"/>
    <xsl:variable name="language" as="xs:string" select="f:primary-language(f:language(($name, $entry)[1]))"/>
    <xsl:variable name="article" as="xs:string?" select="
        $articles($language)[not($name/self::persName) or $language eq 'ar']"/>
    <xsl:variable name="begun" as="xs:string" select="replace($words, '^[^\p{L}\p{N}]+', '')"/>
    <xsl:sequence select="
        if (exists($article)) then (replace($begun, '^(' || $article || ')(.)', '$2', 'i')[.], $begun)[1] else $begun"/>
  </xsl:function>

  <!-- The parts of a name in the order in which they count. -->
  <xsl:function name="f:sorted-parts" as="element()*">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="
        let $told := sort($name/*[@sort castable as xs:integer], (), function($part) {xs:integer($part/@sort)})
        return if (exists($told)) then ($told, $name/* except $told)
               else $name ! (surname, forename, addName, * except (surname, forename, addName))"/>
  </xsl:function>

  <!-- Small letters; in Turkish and Azerbaijani I is the large ı. -->
  <xsl:function name="f:lower-case" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="
        lower-case(
          if (f:primary-language($text-language) = ('az', 'tr')) then translate($words, 'Iİ', 'ıi') else $words)"/>
  </xsl:function>

  <!-- Words in small letters, as the weights of their letters. -->
  <xsl:function name="f:letters" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:variable name="counting" as="xs:string" select="
        normalize-space(replace(translate($words, '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', '01234567890123456789'),
          '[^\p{L}\p{M}\p{N}\s]|\p{Lm}', ''))"/>
    <xsl:sequence select="
        string-join(analyze-string($counting, $letter-pattern, 's')/*:match ! f:weight(string(.)))"/>
  </xsl:function>

  <!-- What one letter is sorted as. Numbers have the count of their digits before them: 2 comes before 10. -->
  <xsl:function name="f:weight" as="xs:string">
    <xsl:param name="letter" as="xs:string"/>
    <xsl:variable name="bare" as="xs:string" select="replace(normalize-unicode($letter, 'NFKD'), $accents, '')"/>
    <xsl:variable name="digits" as="xs:string" select="replace($letter, '^0+(.)', '$1')"/>
    <xsl:sequence select="
        if (matches($letter, '^[0-9]')) then format-integer(string-length($digits), '00') || $digits
        else ($weights($letter),
              string-join(string-to-codepoints($bare) ! codepoints-to-string(.) ! ($weights(.), .)[1]))[1]"/>
  </xsl:function>
</xsl:stylesheet>
