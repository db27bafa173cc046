package dev.serai.call;

/** What an input consists of. */
public enum Modality {

	TEXT, IMAGE, DOCUMENT, AUDIO

}
