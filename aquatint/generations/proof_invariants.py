"""What must always be true of proofs, versions and sets, as queries of their own; `invariants` runs them."""

from typing import Final

RULES: Final = (
    (
        "P1.locked_without_proof",
        "Image {} of generation {} was to be locked and has no proof.",
        """
        SELECT shot.image_id, generation.id FROM generations_shot AS shot
        JOIN generations_generation AS generation ON generation.id = shot.generation_id
        LEFT JOIN generations_editproof AS proof ON proof.image_id = shot.image_id
        WHERE shot.state = 'delivered' AND generation.sent ? 'delivers' AND proof.image_id IS NULL
        """,
    ),
    (
        "P1.exact",
        "Image {} is called exact outside of its edit; its proof is {} with an error of {}.",
        """
        SELECT image_id, status, coalesce(outside_max_error::text, 'unknown') FROM generations_editproof
        WHERE exact AND (outside_max_error IS DISTINCT FROM 0 OR status <> 'local' OR map_id IS NULL)
        """,
    ),
    (
        "P1.sidecar_of_owner",
        "Image {} belongs to {}, and a file of its sidecar, {}, to {} as {}.",
        """
        SELECT image.id, image.owner_id, file.id, file.owner_id, file.origin FROM generations_editproof AS proof
        JOIN media_image AS image ON image.id = proof.image_id
        JOIN media_image AS file ON file.id IN (proof.raw_id, proof.aligned_id, proof.map_id)
        WHERE file.owner_id <> image.owner_id OR file.origin <> 'sidecar'
        """,
    ),
    (
        "P2.version_of_owner",
        "Version {} belongs to {}, its parent {} to {}.",
        """
        SELECT image.id, image.owner_id, parent.id, parent.owner_id FROM generations_version AS version
        JOIN media_image AS image ON image.id = version.image_id
        JOIN media_image AS parent ON parent.id = version.parent_id
        WHERE image.owner_id <> parent.owner_id
        """,
    ),
    (
        "P2.version_after_parent",
        "Version {} is older than its parent {}: the tree would have a circle.",
        "SELECT image_id, parent_id FROM generations_version WHERE image_id <= parent_id",
    ),
    (
        "P3.required_text",
        "Image {} of generation {} had to carry its texts exactly; {} of {} are proved to be.",
        """
        SELECT shot.image_id, generation.id, count(text.id) FILTER (WHERE text.verdict = 'exact'), asked.number
        FROM generations_shot AS shot
        JOIN generations_generation AS generation ON generation.id = shot.generation_id
        CROSS JOIN LATERAL (SELECT jsonb_array_length(
            coalesce(generation.sent -> 'shots' -> shot.index::int -> 'texts', generation.sent -> 'texts', '[]')
            ) AS number) AS asked
        LEFT JOIN generations_textproof AS text ON text.image_id = shot.image_id
        WHERE shot.state = 'delivered' AND generation.sent ->> 'texts_required' = 'true'
        GROUP BY shot.image_id, generation.id, asked.number
        HAVING count(text.id) FILTER (WHERE text.verdict = 'exact') <> asked.number
        """,
    ),
    (
        "P4.set_as_planned",
        "Generation {} is a set of {} and wants {} pictures.",
        """
        SELECT id, jsonb_array_length(sent -> 'shots'), shots_wanted FROM generations_generation
        WHERE sent ? 'shots' AND jsonb_array_length(sent -> 'shots') <> shots_wanted
        """,
    ),
    (
        "P4.plan_of_person",
        "Plan {} of person {} was painted as generation {} of {}.",
        """
        SELECT plan.id, plan.person_id, generation.id, generation.person_id FROM generations_plan AS plan
        JOIN generations_generation AS generation ON generation.id = plan.generation_id
        WHERE plan.person_id <> generation.person_id OR NOT generation.sent ? 'shots'
        """,
    ),
)
"""Code, sentence about one row that breaks the rule, query that finds such rows."""
