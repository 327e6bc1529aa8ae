package masthead.format.xmltv;

/** What a guide is made of. */
public sealed interface XmltvItem permits XmltvChannel, XmltvProgramme {}
