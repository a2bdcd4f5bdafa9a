export { associateByEmail } from "./associate-by-email.ts";
export { type FilteredHits, filterHits } from "./filter-hits.ts";
export { type AssociationReview, type ReviewedAssociation, reviewAssociations } from "./review-associations.ts";
export { type PickedContact, toMatch } from "./to-match.ts";
