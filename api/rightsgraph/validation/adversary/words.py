# SPDX-License-Identifier: Apache-2.0
"""An IRI of any vocabulary in, what somebody who knows vocabularies takes it for out: one word, whoever coined it.

`foaf:family_name`, `vcard:hasFamilyName`, `schema:familyName` (http or https) and Wikidata's P734 are all
`familyname` here: whoever wants to find a person does not care which of them was used.
"""

import re
from functools import lru_cache

_PREFIX = re.compile(r"\A(?:has|had|is|was)(?=[A-Z])")
_WIKIDATA = re.compile(r"https?://(?:www\.)?wikidata\.org/(?:entity|prop|prop/direct)/([PQ]\d+)\Z")
_WIKIDATA_WORDS = {
    "P19": "birthplace", "P20": "deathplace", "P21": "gender", "P22": "parent", "P25": "parent", "P26": "spouse",
    "P27": "nationality", "P39": "holds", "P40": "child", "P50": "author", "P69": "alumniof",
    "P91": "sexualorientation",
    "P98": "editor", "P102": "memberof", "P106": "occupation", "P108": "worksfor", "P112": "founder",
    "P131": "locatedin", "P159": "location", "P276": "location", "P463": "memberof", "P488": "head",
    "P496": "orcid", "P527": "member", "P551": "residence", "P569": "birthdate", "P570": "deathdate",
    "P580": "startdate", "P582": "enddate", "P585": "date", "P625": "geo", "P710": "participant", "P734": "familyname",
    "P735": "givenname", "P856": "homepage", "P937": "worklocation", "P973": "subjectof", "P1416": "affiliation",
    "P1448": "name", "P2888": "exactmatch", "Q5": "person", "Q43229": "organization",
}  # fmt: skip


@lru_cache(maxsize=1 << 14)
def word_of(iri: str) -> str:
    """The last part of an IRI, in small letters, without marks and without has, had, is or was."""
    if known := _WIKIDATA.match(iri):
        return _WIKIDATA_WORDS.get(known.group(1), known.group(1).lower())
    last = re.split(r"[#/:]", iri.rstrip("#/:"))[-1].rpartition(".")[2]
    return re.sub(r"[^a-z0-9]", "", _PREFIX.sub("", last, count=1).lower())


def words(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


# Classes of what is a person, and of what certainly is none.
PERSON = words("""
    person individual datasubject vulnerabledatasubject patient practitioner relatedperson human humanbeing
    interviewee survivor victim
""")
ORGANISATION = words("""
    organization organisation formalorganization organizationalunit organizationalcollaboration consortium policebody
    ngo governmentorganization educationalorganization collegeoruniversity corporation medicalorganization
    fundingagency researchorganization organizationaffiliation
""")
GROUP = words("unnamedgroup collection group bag")
THING = (
    ORGANISATION
    | GROUP
    | words("""
    population concept conceptscheme class property objectproperty datatypeproperty annotationproperty ontology
    dataset catalog distribution sourcedocument sourcecapture passage sourceonly claim disputedclaim retractedclaim
    statement explicitunknown withheld identityhypothesis curation tombstone generalisationpolicy plan
    intervention interventionactivity condition outcome output impact result lesson nextstep indicator observation
    legalproposal legalstatusevent administrativearea place country city conference event activity project
    document article abstract report book webpage website creativework scholarlyarticle thesis softwareagent
    textpositionselector role membership post period nodeshape propertyshape
""")
)
DOCUMENT = words("""
    sourcedocument document article abstract academicarticle scholarlyarticle report book webpage website creativework
    thesis conferencepaper proceedings newsarticle
""")
VOCABULARY = words("""
    concept conceptscheme class property objectproperty datatypeproperty annotationproperty ontology codedproperty
    dimensionproperty measureproperty attributeproperty componentspecification datastructuredefinition nodeshape
    propertyshape sparqlconstraint prefixdeclaration
""")

# Properties that only people have; and those that people have as well as others.
PERSONAL = words("""
    givenname familyname firstname lastname surname additionalname honorificprefix honorificsuffix birthdate birthday
    bday dateofbirth birthplace deathdate deathplace sexualorientation genderidentity nationality jobtitle occupation
    knows spouse parent parents child children sibling siblings relative relatedto colleague colleagues alumniof
    worksfor workplacehomepage holds reportsto mboxsha1sum diagnosis hivstatus healthcondition headof
    actedonbehalfof performerin
""")
BIRTH = words("birthdate birthday bday dateofbirth deathdate")
PERSONAL_OR_NOT = words("memberof affiliation age gender sex membership orcid account workinfohomepage nick")
NAMES_OF_AGENTS = words("name fn formattedname nickname")
# Properties that lead to a person, unless what they lead to is known to be something else.
LEADS_TO_PERSON = words("""
    creator author contributor editor translator maker member employee employees founder head director leader
    attendee attributedto participant performer heldby reviewer interviewee patient agent individual contactpoint
    knows spouse colleague coordinator president chairperson associatedwith actor interviewer
""")
WRITES = words("creator author contributor editor translator maker authorsasprinted authorlist firstauthor")
MEMBERSHIP = words("""
    member memberof membership organization worksfor employee employees affiliation headof head holds heldby post
    founder alumniof participant director leader memberduring coordinator president
""")

# Properties by what they tell of a thing.
NAME = words("""
    name legalname officialname alternatename organizationname acronym nick nickname fn formattedname abbreviation
    shortname commonname
""")
LABEL = words("label preflabel altlabel hiddenlabel title alternative")
PLACE = words("""
    takesplacein observedin spatial atlocation location locatedin basednear basedat site primarysite registeredsite
    siteaddress homelocation worklocation areaserved spatialcoverage containedinplace containedin address
    addresslocality addressregion locality region city place venue placeofresidence residence birthplace placename
    coverage near district province department municipality town
""")
COORDINATES = words("""
    lat long latlong latitude longitude geo geometry defaultgeometry aswkt asgeojson centroid bbox polygon point
    map geomidpoint
""")
PART = words("partof part partofintervention subevent superevent parentfeature observedfor ofindicator")
DATE = words("""
    date startdate enddate startedattime endedattime attime asof timepoint refperiod period temporal when eventdate
    doortime starttime endtime dtstart dtend day month year created valid time observationdate resulttime
    phenomenontime
""")
# Dates of the work on records, of publications and of decisions: they tell when something was written down.
ADMINISTRATIVE = words("""
    issued modified created datesubmitted dateaccepted datecopyrighted datepublished datemodified datecreated
    retrieved accessed reviewby retractedon invalidatedattime generatedattime versiondate available valid
""")
COUNT = words("""
    value obsvalue numericvalue count number total n attendance attendees participants participantcount numberofpeople
    size cellsize samplesize statedcardinality measure numerator denominator populationsize
    numberofmembers numberofparticipants maximumattendeecapacity numberofemployees quantity amount
""")
CELL = words("cellsize samplesize denominator")
OBSERVED = words("observedfor ofindicator indicator featureofinterest about measures")
UNIT = words("unittext unit unitcode unitmeasure unitlabel")
POPULATION = words("population constituency")
IDENTITY = words("""
    sameas exactmatch closematch alternateof specializationof seealso page homepage url isprimarytopicof primarytopicof
    primarytopic identifier account subjectof mainentityofpage orcid openid weblog website sameindividualas
    differentidentifier relatedmatch broadmatch narrowmatch
""")
SAMENESS = words("sameas exactmatch closematch alternateof specializationof sameindividualas")
REGISTER = re.compile(
    r"https?://(?:[\w-]+\.)?(?:orcid\.org/|isni\.org/|viaf\.org/|linkedin\.com/in/|researchgate\.net/profile/"
    r"|scholar\.google\.|facebook\.com/|instagram\.com/|twitter\.com/|x\.com/|tiktok\.com/@)",
    re.IGNORECASE,
)
# What ties records to the house rather than to each other: nobody learns anything from two things sharing it.
STRUCTURE = words("""
    type curation inscheme topconceptof topconcept evidencestrength assertionmode section definedby license language
    conformsto format predicate unknownproperty memberkind unknownreason reviewstatus curationrole needsevidence
    domain range subclassof subpropertyof inverseof equivalentproperty broader narrower related consentstatus
    namingbasis withheldkind onauthorityof generalises generalisedby tograin resultstatus takedownreason
    retractionreason indicatorkind legalstage stagenotyetreached theme exampleresource vocabulary codelist
""")
# Vocabularies whose terms describe vocabularies, shapes and files, not the world.
DESCRIBES = (
    "http://www.w3.org/ns/shacl#",
    "http://purl.org/linked-data/cube#",
    "http://rdfs.org/ns/void#",
)
# How people are spoken of, whichever population it is; what each content calls its own is read from its labels.
SPOKEN_OF = (
    r"sex[\s-]workers?|trabajador[ae]s?\s+sexual(?:es)?|trans(?:gender|exual|v?estite)?\s+(?:wom[ae]n|m[ae]n|person"
    r"|people)|(?:mujer(?:es)?|hombres?|personas?)\s+trans|HIV[\s-]positive|living\s+with\s+HIV|seropositiv[eoa]"
    r"|viv(?:e|en|ir|iendo)\s+con\s+(?:el\s+)?VIH|inject(?:s|ing)?\s+drugs|drug\s+users?|prostitut[ae]?s?"
)
