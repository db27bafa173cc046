package dev.serai.gateway.call;

/** What an input consists of. */
public enum Modality {

	TEXT, IMAGE, DOCUMENT, AUDIO

}
