package dev.serai.admin.people.camel;

import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of the routes by which people sign in and are let in. */
@Configuration(proxyBeanMethods = false)
class PeopleRouteBeans {

	/** For what concerns nobody but who is signed in. */
	@Bean("require-person")
	Processor requirePerson(Operators operators) {
		return operators.requirePerson();
	}

	@Bean("sign-in")
	Processor signIn(PeopleSteps steps) {
		return steps::signIn;
	}

	@Bean("show-session")
	Processor showSession(PeopleSteps steps) {
		return steps::showSession;
	}

	@Bean("sign-out")
	Processor signOut(PeopleSteps steps) {
		return steps::signOut;
	}

	@Bean("change-password")
	Processor changePassword(PeopleSteps steps) {
		return steps::changePassword;
	}

	@Bean("show-link")
	Processor showLink(LinkSteps steps) {
		return steps::show;
	}

	@Bean("finish-link")
	Processor finishLink(LinkSteps steps) {
		return steps::finish;
	}

	@Bean("give-up-link")
	Processor giveUpLink(LinkSteps steps) {
		return steps::giveUp;
	}

	@Bean("create-person")
	Processor createPerson(PeopleSteps steps) {
		return steps::create;
	}

	@Bean("list-people")
	Processor listPeople(PeopleSteps steps) {
		return steps::list;
	}

	@Bean("show-person")
	Processor showPerson(PeopleSteps steps) {
		return steps::show;
	}

	@Bean("change-person")
	Processor changePerson(PeopleSteps steps) {
		return steps::change;
	}

	@Bean("remove-person")
	Processor removePerson(PeopleSteps steps) {
		return steps::remove;
	}

	@Bean("list-members")
	Processor listMembers(PeopleSteps steps) {
		return steps::listMembers;
	}

	@Bean("join-team")
	Processor joinTeam(PeopleSteps steps) {
		return steps::join;
	}

	@Bean("leave-team")
	Processor leaveTeam(PeopleSteps steps) {
		return steps::leave;
	}

}
