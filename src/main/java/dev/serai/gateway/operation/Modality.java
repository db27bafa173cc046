package dev.serai.gateway.operation;

/** What an input consists of. */
public enum Modality {

	TEXT, IMAGE, DOCUMENT, AUDIO

}
